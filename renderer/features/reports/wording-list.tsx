import { Button } from 'antd'
import type { Output } from '../../../shared/contract'
import { reportSection, sectionedReports } from '../../../shared/kinds/report-section'
import { wordingTemplate } from '../../../shared/kinds/wording-template'
import { useCall } from '../../engine/use-call'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { editPath, filledPath } from '../../paths'
import { navigate } from '../../ui/hash-route'

type Sentence = Output<'reports.list'>['reports'][number]['sentences'][number]

/** The report's sentences, for whoever may put them into the district's own words. */
export function WordingList({ report, sentences }: { report: string; sentences: readonly Sentence[] }) {
  const may = useMayWrite(wordingTemplate)
  const own = useCall(
    'records.list',
    may ? { kind: wordingTemplate.name, filter: { where: { report } }, limit: 50 } : null,
    [wordingTemplate.name],
  )
  const sections = useCall(
    'records.list',
    may && Object.hasOwn(sectionedReports, report)
      ? { kind: reportSection.name, filter: { where: { report } }, limit: 50 }
      : null,
    [reportSection.name],
  )
  if (!may || sentences.length === 0) return null
  const written = sections.data?.rows ?? []
  if (written.length > 0)
    return (
      <details className="wording">
        <summary>报表用语</summary>
        <p className="help">本报表的工作情况按本区登记的“报表章节”编排，如需修改文字，请修改章节。</p>
        {written.map(({ id, title }) => (
          <div key={id} className="wording-line">
            <strong>{title}</strong>
            <Button
              size="small"
              aria-label={`修改章节：${title}`}
              onClick={() => navigate(editPath(reportSection, id))}
            >
              修改章节
            </Button>
          </div>
        ))}
      </details>
    )
  return (
    <details className="wording">
      <summary>报表用语</summary>
      {sentences.map(({ key, label, text, fuller }) => {
        const mine = own.data?.rows.find((row) => row.body.sentence === key)
        return (
          <div key={key} className="wording-line">
            <strong>{label}</strong>
            <p>{String(mine?.body.text ?? text)}</p>
            <Button
              size="small"
              aria-label={`修改表述：${label}`}
              onClick={() =>
                navigate(
                  mine
                    ? editPath(wordingTemplate, mine.id)
                    : filledPath(wordingTemplate, { report, sentence: key, text }),
                )
              }
            >
              修改表述
            </Button>
            {!mine && fuller !== undefined && (
              <Button
                size="small"
                aria-label={`采用参考表述：${label}`}
                onClick={() => navigate(filledPath(wordingTemplate, { report, sentence: key, text: fuller }))}
              >
                采用参考表述
              </Button>
            )}
          </div>
        )
      })}
    </details>
  )
}
