import { rolesWith } from '../../shared/rights'

/** Why somebody can not bring a ledger in. */
export const noComparing = `导入时要和已有记录的完整姓名、号码比对，请由角色为“${rolesWith('record.unmask')}”的人导入`
