import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { removedUserText } from '../../../shared/contract/removed-user'
import { type Role, roleLabels, roles } from '../../../shared/rights'
import { useRpc } from '../../engine/engine-context'
import { useSession } from '../../engine/session'
import { showToast } from '../../ui/toasts'
import { localMinute } from '../../ui/today'
import { useBusy } from '../../ui/use-busy'
import { ResetPassphrase } from './reset-passphrase'

interface UserRowProps {
  readonly user: Output<'users.list'>['users'][number]
  readonly mayManage: boolean
  readonly onChanged: () => void
}

/** One person of this laptop; a 管理 may change everybody else's role and take everybody else's key away. */
export function UserRow({ user, mayManage, onChanged }: UserRowProps) {
  const rpc = useRpc()
  const self = useSession().user.name === user.name
  const { busy, run } = useBusy()
  const [asking, setAsking] = useState(false)
  const [resetting, setResetting] = useState(false)
  const manage = async (work: () => Promise<string>): Promise<void> => {
    await run(async () => showToast(await work()))
    onChanged()
  }
  const setRole = (role: Role): Promise<void> =>
    manage(async () => {
      await rpc.users.setRole({ name: user.name, role })
      return `${user.name} 的角色已改为${roleLabels[role]}`
    })
  const remove = (): Promise<void> => {
    setAsking(false)
    return manage(async () => removedUserText(user.name, await rpc.users.remove({ name: user.name })))
  }
  return (
    <tr>
      <td>{user.name}</td>
      <td>
        {mayManage && !self ? (
          <Select
            aria-label={`${user.name} 的角色`}
            options={roles.map((value) => ({ value, label: roleLabels[value] }))}
            value={user.role}
            disabled={busy}
            onChange={setRole}
          />
        ) : (
          roleLabels[user.role]
        )}
      </td>
      <td>{localMinute(user.createdAt)}</td>
      {mayManage && (
        <td>
          {!self && (
            <Button
              size="small"
              loading={busy}
              aria-label={`重设口令 ${user.name}`}
              onClick={() => setResetting(true)}
            >
              重设口令
            </Button>
          )}{' '}
          {resetting && <ResetPassphrase name={user.name} run={manage} onClose={() => setResetting(false)} />}
          {!self && (
            <Button
              size="small"
              danger
              loading={busy}
              aria-label={`移除 ${user.name}`}
              onClick={() => setAsking(true)}
            >
              移除
            </Button>
          )}
          {asking && (
            <Modal
              open
              title={`移除用户 ${user.name}？`}
              okText="移除"
              cancelText="取消"
              okButtonProps={{ danger: true }}
              onOk={remove}
              onCancel={() => setAsking(false)}
            >
              <p>移除后不能再登录这台电脑；录入过的内容都保留。</p>
              <p>
                同时更换资料的数据密钥，资料较多时需要等待；本机换用新的签名密钥和代号，移除后请尽快导出一次。其他人的口令不变。
              </p>
              <p>
                这台电脑上的备份会重新加密；U盘等别处的备份仍可用该用户的口令打开，移除后在这一页列出，请重新备份后销毁。
              </p>
            </Modal>
          )}
        </td>
      )}
    </tr>
  )
}
