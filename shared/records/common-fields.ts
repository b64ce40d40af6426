import { type Kind, takesFiles } from '../definition/define'
import { REVIEW } from '../definition/workflow'

/** What every kept record has beside the fields of its kind, or among them (DOMAIN 2). */
export interface CommonField {
  readonly name: string
  readonly label: string
  /** Where it stands in a record as the engine gives it (`RecordView`). */
  readonly at: string
  /** Who sets it: a person, a move of a workflow, or the program when the record is made; what is stamped never changes. */
  readonly set: 'typed' | 'moved' | 'stamped'
}

const stamped = (name: string, label: string, at = name): CommonField => ({ name, label, at, set: 'stamped' })

/** The common fields that records of a kind have: one without a number, a village or a review lacks those. */
export function commonFields(kind: Kind): readonly CommonField[] {
  const { fields, numbered } = kind
  const own = (name: string, set: CommonField['set']): readonly CommonField[] => {
    const field = fields[name]
    return field ? [{ name, label: field.label, at: `body.${name}`, set }] : []
  }
  return [
    stamped('id', '记录号'),
    ...(numbered ? [stamped('number', '编号')] : []),
    stamped('street', '所属街道（区级为 *）', 'scope'),
    ...own('unit', 'typed'),
    ...own('date', 'typed'),
    stamped('author', '录入人', 'createdBy'),
    stamped('recordedAt', '录入时间', 'createdAt'),
    ...own(REVIEW, 'moved'),
    ...(takesFiles(kind) ? [{ name: 'files', label: '附件', at: 'files', set: 'typed' } as const] : []),
    ...own('remarks', 'typed'),
    stamped('laptop', '录入设备', 'made.siteName'),
    stamped('formVersion', '表单版本', 'made.version'),
  ]
}
