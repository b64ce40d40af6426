import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useRpc } from '../../engine/engine-context'
import { CredentialFields, credentialsReady, emptyCredentials } from '../../ui/credentials'
import { Labeled } from '../../ui/labeled'
import { useBusy } from '../../ui/use-busy'

interface NewDistrictProps {
  readonly onBack: () => void
  readonly onCreated: (recoveryKey: string, unit: string) => void
}

/** A new district: its name, its optional code, its first user. */
export function NewDistrict({ onBack, onCreated }: NewDistrictProps) {
  const rpc = useRpc()
  const [unit, setUnit] = useState('')
  const [code, setCode] = useState('')
  const [role, setRole] = useState<'district' | 'city' | 'province'>('district')
  const [credentials, setCredentials] = useState(emptyCredentials)
  const { busy, run } = useBusy()
  const create = async (): Promise<void> => {
    const { recoveryKey } = await rpc.profile.createDistrict({
      unit,
      role,
      ...(code.trim() && { code: code.trim() }),
      user: credentials.user,
      passphrase: credentials.passphrase,
    })
    onCreated(recoveryKey, unit)
  }
  return (
    <form
      className="start-form"
      aria-label="新建区级单位"
      onSubmit={(event) => {
        event.preventDefault()
        void run(create)
      }}
    >
      <Labeled label="单位名称" required>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={60}
            autoComplete="off"
            placeholder="如 示范区司法局"
            value={unit}
            onChange={(event) => setUnit(event.target.value)}
          />
        )}
      </Labeled>
      <Radio.Group
        aria-label="级别"
        value={role}
        onChange={(event) => setRole(event.target.value)}
        options={[
          { value: 'district', label: '区级（给各街道制作接入文件）' },
          { value: 'city', label: '市级（汇总各区，不录入）' },
          { value: 'province', label: '省级（汇总各市，不录入）' },
        ]}
      />
      <Labeled label="单位编码" help="没有编码的功能区可以不填">
        {(control) => (
          <Input
            {...control}
            maxLength={12}
            autoComplete="off"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Labeled>
      <CredentialFields value={credentials} onChange={setCredentials} />
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={unit.trim().length < 2 || !credentialsReady(credentials)}
          title={
            unit.trim().length < 2 || !credentialsReady(credentials)
              ? '请先填写单位名称、姓名和口令'
              : undefined
          }
        >
          建立单位
        </Button>
        <Button onClick={onBack}>返回</Button>
      </div>
    </form>
  )
}
