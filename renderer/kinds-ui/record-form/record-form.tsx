import { useId, useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import { draftFlow, isDraft } from '../../../shared/records/states'
import type { Body } from '../../../shared/shapes'
import { attempt } from '../../ui/errors'
import { useShortcut } from '../../ui/shortcuts'
import { SimilarLine } from '../duplicates/similar-line'
import { SimilarPanel } from '../duplicates/similar-panel'
import type { SaveWay } from '../write-record'
import { ChangedNotice } from './changed-notice'
import { moveOnEnter } from './enter-moves'
import { FormActions } from './form-actions'
import { FormFields } from './form-fields'
import type { FormStart } from './form-start'
import { FormTools } from './form-tools'
import { SignedOffNotice } from './signed-off-notice'
import { type FormEnds, useRecordForm } from './use-record-form'

interface RecordFormProps {
  readonly kind: Kind
  readonly start: FormStart
  /** The form's values with those of another record in them; `null` where copying is not offered, or found nothing. */
  readonly copyLast: ((current: Body) => Promise<Body | null>) | null
  readonly onEnd: FormEnds
}

/** The form of any kind, laid out by its definition. */
export function RecordForm({ kind, start: opened, copyLast, onEnd }: RecordFormProps) {
  const { element, start, doubts, form, tell, type, similar, ...filling } = useRecordForm(kind, opened, onEnd)
  const formId = useId()
  const [comparing, setComparing] = useState(false)
  const isNew = start.record === null
  const isWaiting = start.record !== null && isDraft(kind, start.record.body)
  const mayBeDraft = isWaiting || (isNew && draftFlow(kind) !== undefined)
  const save = (way: SaveWay): void => void filling.save(way)
  useShortcut('save', () => save('show'))
  useShortcut('saveNext', () => save(isNew ? 'another' : 'show'))
  useShortcut('saveDraft', mayBeDraft ? () => save('draft') : null)
  const copy = async (): Promise<void> => {
    const values = await copyLast?.(form.values)
    if (values) tell({ type: 'copied', values })
  }
  return (
    <form
      ref={element}
      className="record-form"
      aria-label={`${kind.label}登记表`}
      noValidate
      onKeyDownCapture={moveOnEnter}
      onBlur={({ target }) => tell({ type: 'left', control: target.id })}
      onFocus={({ target }) => {
        tell({ type: 'entered', control: target.id })
        // A browser looks after the line of the cursor only, and a box of several lines ends under the bar.
        if (target instanceof HTMLTextAreaElement) target.scrollIntoView({ block: 'nearest' })
      }}
      onSubmit={(event) => {
        event.preventDefault()
        save('show')
      }}
    >
      <FormTools
        onCopy={copyLast && (() => attempt(copy))}
        onDiscard={start.draft && (() => attempt(filling.discard))}
      />
      {start.record?.signedOff && (
        <SignedOffNotice
          signedOff={start.record.signedOff}
          reason={form.reason}
          problem={form.problems.get('reason')}
          onReason={(reason) => tell({ type: 'reasoned', reason })}
        />
      )}
      {start.changed && (
        <ChangedNotice kind={kind} changed={start.changed} values={form.values} onTake={type} />
      )}
      <FormFields id={formId} kind={kind} start={start} form={form} doubts={doubts} onType={type} />
      {comparing && similar.candidates.length > 0 && (
        <SimilarPanel
          id={`${formId}-similar`}
          kind={kind}
          values={form.values}
          masked={start.masked}
          candidates={similar.candidates}
          open={start.keepsDraft ? onEnd.open : undefined}
          dismiss={similar.dismiss}
          merge={(other) => void filling.saveAndMerge(other)}
          mergeLabel="保存并合并"
        />
      )}
      <FormActions
        isDraft={isWaiting}
        mayBeDraft={mayBeDraft}
        saving={filling.saving}
        start={save}
        isNew={isNew}
        onCancel={onEnd.cancel}
      >
        {form.asked !== '' && doubts.size > 0 && (
          <span role="alert" className="warning">
            ⚠ {[...doubts.values()].join('')}确认无误的，请再点一次“保存”。
          </span>
        )}
        <SimilarLine
          candidates={similar.candidates}
          limited={similar.limited}
          isOpen={comparing}
          panel={`${formId}-similar`}
          onToggle={() => setComparing((open) => !open)}
        />
      </FormActions>
    </form>
  )
}
