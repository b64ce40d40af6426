import { Button } from 'antd'
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Kind } from '../../shared/definition/define'
import type { FieldProblem } from '../../shared/errors'
import type { Json } from '../../shared/json'
import { draftFlow } from '../../shared/records/standing'
import type { Body } from '../../shared/shapes'
import { useRpc } from '../engine/engine-context'
import { attempt, errorBodyOf, problemsOf, showError } from '../ui/errors'
import { newOperation } from '../ui/operation'
import { useShortcut } from '../ui/shortcuts'
import { SimilarLine } from './duplicates/similar-line'
import { SimilarPanel } from './duplicates/similar-panel'
import { useSimilar } from './duplicates/use-similar'
import { focusFirst, moveOnEnter } from './enter-moves'
import { FieldBox } from './field-box'
import { FormActions } from './form-actions'
import { changedKeys, draftPatch, patchOf, totalTexts } from './form-values'
import { focusProblem, type PlacedProblems, placeProblems } from './placed-problems'
import { RowsEditor } from './rows-editor'
import { useDraft } from './use-draft'
import { useFilling } from './use-filling'
import { type FollowedSource, type SavedRecord, type SaveWay, writeRecord } from './write-record'

interface RecordFormProps {
  readonly kind: Kind
  /** The record being edited; absent for a new one. */
  readonly id?: string
  /** The record being edited is one that still waits as a draft. */
  readonly isDraft: boolean
  /** Only for a new record: what it follows. */
  readonly follow?: FollowedSource
  /** What a save leaves unsaid: what is stored, for a new record what it takes over from the one it follows. */
  readonly stored: Body
  /** What the form starts with: the stored values, or what is suggested for a new record. */
  readonly initial: Body
  /** A half-typed form found again. */
  readonly draft: Body | null
  /** Whether what is typed here is kept as the half-typed form of its kind or record. */
  readonly keepsDraft: boolean
  readonly recent: Readonly<Record<string, readonly string[]>>
  readonly masked: ReadonlyMap<string, string>
  readonly copyLast: ((current: Body) => Promise<Body | null>) | null
  /** What follows a save; the form stays closed to a second one until it is over. */
  readonly onSaved: (saved: SavedRecord, way: SaveWay) => Promise<void>
  readonly onCancel: () => void
  /** Starts over without the draft. */
  readonly onDiscard: () => void
  readonly onOpen: (record: string) => void
  /** The form is saved: it and a record that it may be are to be compared for merging. */
  readonly onMerge: (saved: SavedRecord, other: string) => void
}

const nothing: readonly string[] = []
const noProblems: PlacedProblems = new Map()
const nowhere: ReadonlySet<string> = new Set()

/** The form of any kind, laid out by its definition. */
export function RecordForm(props: RecordFormProps) {
  const { kind, id, isDraft, stored, initial, recent, masked, onSaved } = props
  const mayBeDraft = isDraft || (id === undefined && draftFlow(kind) !== undefined)
  const rpc = useRpc()
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState<Body>(props.draft ?? initial)
  const [problems, setProblems] = useState<PlacedProblems>(noProblems)
  const [saving, setSaving] = useState(false)
  const [left, setLeft] = useState<ReadonlySet<string>>(nowhere)
  const operation = useRef(newOperation())
  const changed = useMemo(
    () => changedKeys(kind, initial, values, masked).length > 0,
    [kind, initial, values, masked],
  )
  const totals = useMemo(() => totalTexts(kind, values), [kind, values])
  const draft = useDraft(
    props.keepsDraft ? { kind: kind.name, ...(id !== undefined && { id }) } : null,
    values,
    changed || props.draft !== null,
  )

  const patch = useMemo(() => patchOf(kind, stored, values, masked), [kind, stored, values, masked])
  const similar = useSimilar(kind, {
    ...(id !== undefined && { id }),
    ...(props.follow && { follow: props.follow }),
    patch,
  })
  const [comparing, setComparing] = useState(false)

  useEffect(() => {
    if (form.current) focusFirst(form.current)
  }, [])
  const fill = useFilling(kind, values, setValues)
  const setValue = useCallback(
    (key: string, value: Json): void => {
      setValues((before) => ({ ...before, [key]: value }))
      setProblems(
        (before) => new Map([...before].filter(([path]) => path !== key && !path.startsWith(`${key}/`))),
      )
      fill(key, value)
    },
    [fill],
  )

  const refuse = (found: readonly FieldProblem[]): void => {
    const placed = placeProblems(kind, stored, values, found, masked)
    setProblems(placed)
    requestAnimationFrame(() => focusProblem(form.current))
  }

  const save = async (way: SaveWay): Promise<SavedRecord | null> => {
    if (saving) return null
    setSaving(true)
    try {
      const sent = way === 'draft' ? draftPatch(kind, patch, initial) : patch
      const write = { kind, id, follow: props.follow, isDraft, patch: sent, operation: operation.current }
      const saved = await writeRecord(rpc, write, way)
      operation.current = newOperation()
      await draft.close()
      await similar.keepDismissed(saved.id).catch(showError)
      await onSaved(saved, way)
      return saved
    } catch (error) {
      const found = problemsOf(errorBodyOf(error))
      if (found.length > 0) refuse(found)
      else showError(error)
      return null
    } finally {
      setSaving(false)
    }
  }
  const saveAndMerge = async (other: string): Promise<void> => {
    const saved = await save('show')
    if (saved) props.onMerge(saved, other)
  }
  const start = (way: SaveWay): void => void save(way)
  useShortcut('save', () => start('show'))
  useShortcut('saveNext', id === undefined ? () => start('another') : () => start('show'))
  useShortcut('saveDraft', mayBeDraft ? () => start('draft') : null)

  const discard = async (): Promise<void> => {
    await draft.close()
    props.onDiscard()
  }
  const copyLast = async (): Promise<void> => {
    const copied = await props.copyLast?.(values)
    if (copied) setValues(copied)
  }

  return (
    <form
      ref={form}
      className="record-form"
      aria-label={`${kind.label}登记表`}
      noValidate
      onKeyDownCapture={moveOnEnter}
      onBlur={({ target }) => setLeft((ids) => new Set([...ids, target.id]))}
      onFocus={({ target }) => setLeft((ids) => new Set([...ids].filter((one) => one !== target.id)))}
      onSubmit={(event) => {
        event.preventDefault()
        start('show')
      }}
    >
      {(props.copyLast || props.draft) && (
        <div className="form-tools">
          {props.copyLast && <Button onClick={() => attempt(copyLast)}>复制上一条</Button>}
          {props.draft && <Button onClick={() => attempt(discard)}>放弃没填完的内容</Button>}
        </div>
      )}
      {kind.form.map((line) => (
        <div className="form-row" key={line.join(' ')}>
          {line.map((key) => {
            const field = kind.fields[key]
            if (!field) return null
            const fieldId = `${formId}-${key}`
            return field.type === 'rows' ? (
              <RowsEditor
                key={key}
                id={fieldId}
                name={key}
                field={field}
                value={values[key]}
                problems={problemsUnder(problems, key)}
                masked={masked}
                left={left}
                onChange={setValue}
              />
            ) : (
              <FieldBox
                key={key}
                id={fieldId}
                name={key}
                field={field}
                value={values[key]}
                problem={problems.get(key)}
                recent={recent[key] ?? nothing}
                left={left.has(fieldId)}
                maskedText={masked.get(key)}
                derived={totals.get(key)}
                onChange={setValue}
              />
            )
          })}
        </div>
      ))}
      {comparing && similar.candidates.length > 0 && (
        <SimilarPanel
          id={`${formId}-similar`}
          kind={kind}
          values={values}
          masked={masked}
          candidates={similar.candidates}
          open={props.keepsDraft ? props.onOpen : undefined}
          dismiss={similar.dismiss}
          merge={(other) => void saveAndMerge(other)}
          mergeLabel="保存并合并"
        />
      )}
      <FormActions
        isDraft={isDraft}
        mayBeDraft={mayBeDraft}
        saving={saving}
        start={start}
        isNew={id === undefined}
        onCancel={props.onCancel}
      >
        <SimilarLine
          candidates={similar.candidates}
          isOpen={comparing}
          panel={`${formId}-similar`}
          onToggle={() => setComparing((open) => !open)}
        />
      </FormActions>
    </form>
  )
}

/** The problems of one rows field: `rowKey/cell` → sentence, and its own under ''. */
function problemsUnder(problems: PlacedProblems, key: string): ReadonlyMap<string, string> {
  const own = problems.get(key)
  const cells = [...problems].flatMap(([path, sentence]): [string, string][] =>
    path.startsWith(`${key}/`) ? [[path.slice(key.length + 1), sentence]] : [],
  )
  return new Map(own === undefined ? cells : [['', own], ...cells])
}
