import { useCall } from '../../engine/use-call'
import { ErrorNotice } from '../../ui/error-notice'
import { Section } from '../../ui/page'

/** 口径: what every figure of the reports counts, in words. */
export function Measures() {
  const { data, error, again } = useCall('reports.measures', {}, [])
  if (error) return <ErrorNotice error={error} again={again} />
  return (
    <Section title="统计口径">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">统计项</th>
            <th scope="col">单位</th>
            <th scope="col">怎样统计</th>
            <th scope="col">版本</th>
          </tr>
        </thead>
        <tbody>
          {(data?.measures ?? []).map((measure) => (
            <tr key={measure.name}>
              <td>{measure.label}</td>
              <td>{measure.word}</td>
              <td>{measure.meaning}</td>
              <td className="number">{measure.version}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
