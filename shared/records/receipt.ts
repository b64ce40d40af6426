import { z } from 'zod'

/** How far a record has come on its way to the district, as its laptop knows. */
export const deliveries = { unsent: '未导出', sent: '已导出', received: '区级已收' } as const
export type Delivery = keyof typeof deliveries

/** What the list shows and filters by: how far it has come, or what somebody has to do first. */
export const receiptStates = { ...deliveries, conflict: '有冲突', returned: '被退回' } as const
export type ReceiptState = keyof typeof receiptStates

const keysOf = <T extends object>(words: T) => Object.keys(words) as (keyof T & string)[]
export const receiptState = z.enum(keysOf(receiptStates))

export const receipt = z.object({
  /** `conflict` before `returned` before the delivery. */
  state: receiptState,
  delivery: z.enum(keysOf(deliveries)),
  /** The serial of the first bundle that carried the record as it is now; only while the district has not confirmed it. */
  serial: z.number().nullable(),
})
export type Receipt = z.infer<typeof receipt>

/** 「已导出(第 3 批)」. */
export function deliveryText({ delivery, serial }: Pick<Receipt, 'delivery' | 'serial'>): string {
  return serial === null ? deliveries[delivery] : `${deliveries[delivery]}（第 ${serial} 批）`
}

/** 「有冲突,区级已收」. */
export function receiptText(receipt: Receipt): string {
  const words = receiptStates[receipt.state]
  return receipt.state === receipt.delivery ? deliveryText(receipt) : `${words}，${deliveryText(receipt)}`
}
