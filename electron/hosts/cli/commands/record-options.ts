import type { Body } from '../../../../shared/shapes'
import { readObject } from '../ndjson'
import { usage } from '../usage'

/** Options that the commands about one record share. */
export const byId = { id: { value: 'ID', help: '记录的编号', required: true } } as const
export const asDraft = { draft: { help: '存为草稿：必填的可以先空着，提交时再补齐' } } as const
export const withReason = { reason: { value: 'T', help: '修改的原因' } } as const

/** The patch of `--data`. @throws the usage error when it is no JSON object */
export function dataOf(text: string): Body {
  const data = readObject(text)
  if (!data) throw usage('--data 应当是一个 JSON 对象')
  return data
}

/** The reason as an input takes it: absent rather than undefined. */
export const reasonOf = (reason: string | undefined): { reason?: string } =>
  reason === undefined ? {} : { reason }
