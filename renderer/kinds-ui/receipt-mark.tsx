import { deliveryText, type Receipt, receiptStates } from '../../shared/records/receipt'

/** How far a record has come on its way to the district; what somebody has to do first stands out. */
export function ReceiptMark({ receipt }: { receipt: Receipt }) {
  const { state, delivery } = receipt
  return (
    <span className="receipt">
      {state !== delivery && <span className="badge">{receiptStates[state]}</span>}
      <span className={`receipt-way receipt-${delivery}`}>{deliveryText(receipt)}</span>
    </span>
  )
}
