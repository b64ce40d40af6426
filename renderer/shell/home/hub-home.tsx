import { knownKind } from '../../../shared/kinds'
import { unit as unitKind } from '../../../shared/kinds/unit'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { detailPath, listPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { Page, Section } from '../../ui/page'

/** A hub's first page: whose records these are, the units right below, and how many there are of each kind. */
export function HubHome() {
  const { site } = useSession()
  const { data, error, again } = useCall('overviews.unit', { unit: site.unitId })
  return (
    <Page title="首页" untitled>
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && (
        <>
          <Section title={`${site.unitName}所属单位`}>
            <p className="unit-links">
              {data.below.map(({ id, name }) => (
                <a key={id} href={`#${detailPath(unitKind, id)}`}>
                  {name}
                </a>
              ))}
            </p>
          </Section>
          <Section title="登记情况">
            {data.kinds.length === 0 ? (
              <p className="nothing">还没有收到记录。</p>
            ) : (
              <ul className="unit-kinds" aria-label="记录">
                {data.kinds.flatMap(({ kind, count }) => {
                  const known = knownKind(kind)
                  return known
                    ? [
                        <li key={kind}>
                          <a href={`#${listPath(known)}`}>
                            {known.label} {count.toLocaleString('zh-CN')} 条
                          </a>
                        </li>,
                      ]
                    : []
                })}
              </ul>
            )}
          </Section>
        </>
      )}
    </Page>
  )
}
