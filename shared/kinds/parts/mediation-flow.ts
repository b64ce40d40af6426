import type { Workflow } from '../../definition/workflow'

export const mediationStates = {
  accepted: '受理',
  mediating: '调解',
  succeeded: '调解成功',
  failed: '调解不成功',
  performed: '已履行',
  confirmed: '司法确认',
  declined: '不予受理',
  withdrawn: '撤回申请',
  terminated: '终止调解',
} as const

/**
 * 受理 → 调解 → 成功 | 不成功 → 履行 / 司法确认 (DOMAIN 2f). What is settled on the spot skips 调解. What is not taken on, is withdrawn
 * or broken off ends with its reason and the day on which it ended.
 */
export const mediationFlow: Workflow = {
  field: 'state',
  label: '调解进度',
  initial: 'accepted',
  states: mediationStates,
  branches: ['failed', 'confirmed', 'declined', 'withdrawn', 'terminated'],
  final: ['failed', 'performed', 'declined', 'withdrawn', 'terminated'],
  moves: [
    {
      name: 'mediate',
      label: '开始调解',
      from: ['accepted'],
      to: 'mediating',
      by: ['entry', 'review'],
      needs: ['mediator'],
      stamps: { mediatedOn: 'today' },
    },
    {
      name: 'succeed',
      label: '调解成功',
      from: ['accepted', 'mediating'],
      to: 'succeeded',
      by: ['entry', 'review'],
      needs: ['mediator', 'agreementForm', 'agreementOn', 'closedOn'],
      stamps: { agreementOn: 'today', closedOn: 'today' },
    },
    {
      name: 'fail',
      label: '调解不成功',
      from: ['accepted', 'mediating'],
      to: 'failed',
      by: ['entry', 'review'],
      needs: ['failureReason', 'closedOn'],
      stamps: { closedOn: 'today' },
    },
    {
      name: 'decline',
      label: '不予受理',
      from: ['accepted'],
      to: 'declined',
      by: ['entry', 'review'],
      needs: ['endReason', 'closedOn'],
      stamps: { closedOn: 'today' },
    },
    {
      name: 'withdraw',
      label: '撤回申请',
      from: ['accepted', 'mediating'],
      to: 'withdrawn',
      by: ['entry', 'review'],
      needs: ['endReason', 'closedOn'],
      stamps: { closedOn: 'today' },
    },
    {
      name: 'terminate',
      label: '终止调解',
      from: ['accepted', 'mediating'],
      to: 'terminated',
      by: ['entry', 'review'],
      needs: ['endReason', 'closedOn'],
      stamps: { closedOn: 'today' },
    },
    {
      name: 'confirm',
      label: '司法确认',
      from: ['succeeded'],
      to: 'confirmed',
      by: ['entry', 'review'],
      needs: ['confirmedOn'],
      stamps: { confirmedOn: 'today' },
    },
    {
      name: 'perform',
      label: '已履行',
      from: ['succeeded', 'confirmed'],
      to: 'performed',
      by: ['entry', 'review'],
      stamps: { performedOn: 'today' },
    },
    {
      name: 'reopen',
      label: '重新调解',
      from: ['failed', 'succeeded', 'confirmed', 'performed', 'declined', 'withdrawn', 'terminated'],
      to: 'mediating',
      by: ['review'],
      reason: true,
      clears: [
        ...['agreementOn', 'closedOn', 'performedOn', 'confirmationAppliedOn', 'confirmedOn'],
        'arbitrationReviewOn',
        ...['failureReason', 'endReason'],
      ],
    },
  ],
}
