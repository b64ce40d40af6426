import { Button } from 'antd'
import type { Output } from '../../../shared/contract'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import { measuresSheet } from '../../../shared/statistics/measures-sheet'
import { useTransport } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { ErrorNotice } from '../../ui/error-notice'
import { Section } from '../../ui/page'
import { TableScroll } from '../../ui/table-scroll'
import { useBusy } from '../../ui/use-busy'

type Measure = Output<'reports.measures'>['measures'][number]

/** 口径: what every figure of the reports counts, in words; printed, it goes with a report. */
export function Measures() {
  const { data, error, again } = useCall('reports.measures', {}, [])
  if (error) return <ErrorNotice error={error} again={again} />
  const groups = [...Map.groupBy(data?.measures ?? [], (measure) => measure.group)]
  return (
    <Section title="统计口径" extra={<PrintButton />}>
      <TableScroll label="统计口径">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">统计项</th>
              <th scope="col">单位</th>
              <th scope="col">统计口径</th>
              <th scope="col">版本</th>
            </tr>
          </thead>
          {groups.map(([group, measures]) => (
            <Group key={group} name={group} measures={measures} />
          ))}
        </table>
      </TableScroll>
    </Section>
  )
}

function Group({ name, measures }: { name: string; measures: readonly Measure[] }) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={4}>
          {name}
        </th>
      </tr>
      {measures.map((measure) => (
        <tr key={measure.name}>
          <td>{measure.label}</td>
          <td>{measure.word}</td>
          <td>{measure.meaning}</td>
          <td className="number">{measure.version}</td>
        </tr>
      ))}
    </tbody>
  )
}

function PrintButton() {
  const { printing } = useTransport()
  const { busy, run } = useBusy()
  const print = async (): Promise<void> => {
    const sheet = measuresSheet()
    await printing.print(standaloneHtml(sheet.title, sheetPages(sheet).markup))
  }
  return (
    <Button loading={busy} onClick={() => void run(print)}>
      打印口径说明
    </Button>
  )
}
