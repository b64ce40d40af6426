import type { Workflow } from '../../definition/workflow'

export const leadStates = {
  received: '接收',
  transferred: '转办',
  verifying: '核处',
  auditing: '审核',
  closed: '办结答复',
} as const

/** 接收 → 转办 → 核处 → 审核 → 办结答复 (DOMAIN 2e). A street that handles a lead itself skips 转办. */
export const leadFlow: Workflow = {
  field: 'state',
  label: '办理进度',
  initial: 'received',
  states: leadStates,
  final: ['closed'],
  moves: [
    {
      name: 'transfer',
      label: '转办',
      from: ['received'],
      to: 'transferred',
      by: ['entry', 'review'],
      needs: ['handler'],
      stamps: { transferredOn: 'today' },
    },
    {
      name: 'verify',
      label: '开始核处',
      from: ['received', 'transferred'],
      to: 'verifying',
      by: ['entry', 'review'],
      stamps: { verifyingOn: 'today' },
    },
    {
      name: 'report',
      label: '报送审核',
      from: ['verifying'],
      to: 'auditing',
      by: ['entry', 'review'],
      needs: ['finding'],
    },
    {
      name: 'sendBack',
      label: '退回核处',
      from: ['auditing'],
      to: 'verifying',
      by: ['review'],
      reason: true,
    },
    {
      name: 'close',
      label: '办结答复',
      from: ['auditing'],
      to: 'closed',
      by: ['review'],
      needs: ['conclusion', 'helped', 'closedOn'],
      stamps: { closedOn: 'today' },
    },
    {
      name: 'reopen',
      label: '重新核处',
      from: ['closed'],
      to: 'verifying',
      by: ['review'],
      reason: true,
      clears: ['conclusion', 'closedOn'],
    },
  ],
}
