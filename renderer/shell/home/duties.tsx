import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Output } from '../../../shared/contract'
import { knownKind } from '../../../shared/kinds'
import { draftFlow } from '../../../shared/records/states'
import { editPath, listPath, newPath } from '../../paths'
import { navigate } from '../../ui/hash-route'
import { Section } from '../../ui/page'
import { localMinute } from '../../ui/today'

type Overview = Output<'home.overview'>

/** What somebody began and did not end: half-typed forms, records that were sent back, drafts. */
export function Duties({ overview }: { overview: Overview }) {
  const { drafts, unsubmitted, receipts } = overview
  const returned = receipts?.returned ?? []
  if (drafts.length + unsubmitted.length + returned.length === 0) return null
  return (
    <Section title="待办">
      {drafts.length > 0 && (
        <Line text="未完成登记">
          {drafts.map(({ kind, id, savedAt }) => (
            <HalfTyped key={`${kind} ${id}`} name={kind} id={id} savedAt={savedAt} />
          ))}
        </Line>
      )}
      {returned.length > 0 && (
        <Line text="被退回的，修改后请重新提交">
          {returned.map((pile) => (
            <PileButton key={pile.kind} {...pile} what="被退回" query="receipt=returned" />
          ))}
        </Line>
      )}
      {unsubmitted.length > 0 && (
        <Line
          text={receipts === null ? '草稿（包括街道报来的），填写完整后请提交' : '草稿，填写完整后请提交'}
        >
          {unsubmitted.map((pile) => (
            <PileButton key={pile.kind} {...pile} what="草稿" query={draftQuery(pile.kind)} />
          ))}
        </Line>
      )}
    </Section>
  )
}

function Line({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="duty">
      <span className="duty-text">{text}</span>
      {children}
    </div>
  )
}

function draftQuery(name: string): string {
  const kind = knownKind(name)
  const flow = kind && draftFlow(kind)
  return flow ? `${flow.field}=${flow.draft}` : ''
}

function HalfTyped({ name, id, savedAt }: { name: string; id: string | null; savedAt: string }) {
  const kind = knownKind(name)
  if (!kind) return null
  return (
    <Button
      title={`保存于 ${localMinute(savedAt)}`}
      onClick={() => navigate(id === null ? newPath(kind) : editPath(kind, id))}
    >
      继续填写{kind.label}
    </Button>
  )
}

interface PileButtonProps {
  readonly kind: string
  readonly count: number
  /** What they are: 草稿, 被退回. */
  readonly what: string
  readonly query: string
}

/** Some records of one kind, one press away. */
function PileButton({ kind: name, count, what, query }: PileButtonProps) {
  const kind = knownKind(name)
  if (!kind) return null
  const text = `${kind.label} ${count.toLocaleString('zh-CN')}`
  return (
    <Button aria-label={`${text} 条${what}`} onClick={() => navigate(`${listPath(kind)}?${query}`)}>
      {text}
    </Button>
  )
}
