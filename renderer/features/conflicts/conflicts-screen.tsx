import { Alert } from 'antd'
import { knownKind } from '../../../shared/kinds'
import { useCall } from '../../engine/use-call'
import { ConflictCard } from '../../kinds-ui/conflict-card'
import { ErrorNotice } from '../../ui/error-notice'
import { Page } from '../../ui/page'
import { detailPath } from '../shell/paths'

/** Every field that holds several values, by record. */
export function ConflictsScreen() {
  const { data, error, again } = useCall('records.conflicts', { limit: 200 })
  const conflicts = data?.conflicts ?? []
  return (
    <Page title="填法核对" detail={data && `共 ${data.records} 条记录`}>
      <p className="help">两台电脑对同一项填得不一样时,所有填法都会保留,在这里核对后采用一个。</p>
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && conflicts.length === 0 && <Alert type="success" showIcon title="没有需要核对的内容。" />}
      {conflicts.map((conflict) => {
        const kind = knownKind(conflict.kind)
        return (
          <article className="section" key={`${conflict.record} ${conflict.key} ${conflict.heads.length}`}>
            <h2>
              {kind ? (
                <a href={`#${detailPath(kind, conflict.record)}`}>
                  {kind.label} {conflict.number} {conflict.title}
                </a>
              ) : (
                conflict.title
              )}
            </h2>
            <ConflictCard conflict={conflict} />
          </article>
        )
      })}
    </Page>
  )
}
