import type { Kind } from '../definition/define'
import type { FieldProblem } from '../errors'
import { knownKind } from '../kinds'
import type { Body } from '../shapes'
import { lineWords, readLine } from './lines'
import { placeholder, readPlaceholder, readRowsLine } from './placeholders'

/** Why a form's text is none for a kind. */
interface FormProblem {
  readonly reason: 'form.brace' | 'form.placeholder' | 'form.format' | 'form.rows'
  readonly name: string
}

/** What is wrong with a form's text: braces without a partner, and placeholders that name nothing of the kind. */
export function formProblems(kind: Kind, text: string): readonly FormProblem[] {
  return text.split('\n').flatMap((line): FormProblem[] => {
    const left = line.replace(placeholder, '')
    if (/[{}｛｝]/.test(left)) return [{ reason: 'form.brace', name: line.trim().slice(0, 20) }]
    if (readLine(line).type === 'rows') {
      const read = readRowsLine(kind, line.trim().slice(lineWords.rows.length))
      return 'reason' in read ? [{ reason: 'form.rows', name: read.name }] : []
    }
    return [...line.matchAll(placeholder)].flatMap(
      ([, inside = '']) => readPlaceholder(kind, inside).problems,
    )
  })
}

/** Why a district's own form may not be kept (`form-template`). */
export function ownFormProblems(record: Body): readonly FieldProblem[] {
  const kind = typeof record.forKind === 'string' ? knownKind(record.forKind) : undefined
  if (!kind || typeof record.text !== 'string') return []
  return formProblems(kind, record.text).map(({ reason, name }) => ({
    field: 'text',
    reason,
    params: { name, kind: kind.label },
  }))
}
