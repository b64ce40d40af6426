import { Tag } from 'antd'
import { knownKind } from '../../../shared/kinds'
import type { ChainEntry } from '../../../shared/records/history'
import { detailPath } from '../../paths'

interface ChainTimelineProps {
  /** The record on the screen. */
  readonly id: string
  readonly entries: readonly ChainEntry[]
}

/** The journey a record stands in, by date: what it came from and what was made out of it. */
export function ChainTimeline({ id, entries }: ChainTimelineProps) {
  if (entries.length < 2) return null
  const byRecord = new Map(entries.map((entry) => [entry.record, entry]))
  return (
    <section className="section" aria-label="流转记录">
      <h2>流转记录</h2>
      <ol className="chain">
        {entries.map((entry) => {
          const from = entry.from && byRecord.get(entry.from.record)
          return (
            <li key={entry.record} aria-current={entry.record === id ? 'true' : undefined}>
              <time dateTime={entry.date}>{entry.date}</time>
              <div className="chain-entry">
                <p className="chain-title">
                  <ChainLink entry={entry} here={entry.record === id} />
                  {entry.states.map(({ label, state }) => (
                    <Tag key={label} title={label}>
                      {state}
                    </Tag>
                  ))}
                  {entry.deleted && <Tag>在回收站</Tag>}
                </p>
                {from && (
                  <p className="help">
                    由{knownKind(from.kind)?.label ?? from.kind} {from.number ?? from.title}
                    {entry.from?.text ? ` 的“${entry.from.text}”` : ''} 转来
                  </p>
                )}
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** The name of one entry, leading to it unless it is the one on the screen. */
export function ChainLink({ entry, here = false }: { entry: ChainEntry; here?: boolean }) {
  const kind = knownKind(entry.kind)
  const name = [kind?.label ?? entry.kind, entry.number, entry.title].filter(Boolean).join(' ')
  if (here) return <strong>{name}（本条）</strong>
  return kind ? <a href={`#${detailPath(kind, entry.record)}`}>{name}</a> : <span>{name}</span>
}
