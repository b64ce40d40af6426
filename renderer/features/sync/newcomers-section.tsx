import { Alert, Button, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../../shared/contract'
import { useRpc } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useMay } from '../../engine/session'
import { useTask } from '../../engine/use-task'
import { FingerprintWords } from '../../ui/fingerprint-words'
import { Section } from '../../ui/page'
import { showToast } from '../../ui/toasts'
import { localMinute } from '../../ui/today'
import { useBusy } from '../../ui/use-busy'
import { ImportDone } from './import-done'
import type { Found } from './import-state'

export type Newcomer = Output<'sites.newcomers'>['newcomers'][number]

interface NewcomersSectionProps {
  readonly newcomers: readonly Newcomer[]
  readonly onDone: () => void
}

/** New computers that ask to be let in: two people compare eight words by telephone, then one of them decides. */
export function NewcomersSection({ newcomers, onDone }: NewcomersSectionProps) {
  const rpc = useRpc()
  const task = useTask()
  const mayManage = useMay('profile.manage')
  const { busy, run } = useBusy()
  const [refusing, setRefusing] = useState<Newcomer | null>(null)
  const [found, setFound] = useState<Found | null>(null)

  const place = useRef<HTMLElement>(null)
  const seen = useRef(newcomers.length)
  // A file was just chosen further down: what to do with it stands here.
  useEffect(() => {
    if (newcomers.length > seen.current) place.current?.scrollIntoView()
    seen.current = newcomers.length
  }, [newcomers.length])

  const decide = async (work: () => Promise<void>): Promise<void> => {
    await run(work)
    onDone()
  }
  const admit = ({ site, fingerprint }: Newcomer): Promise<void> =>
    decide(async () => {
      const admitted = await task.run((operation) =>
        rpc.sites.admit({ site, fingerprint: fingerprint.join(' '), despite: true, operation }),
      )
      setFound(admitted)
      showToast(`已准入 ${admitted.name}；请导出一次带回给它`)
    })
  const refuse = ({ site }: Newcomer): Promise<void> =>
    decide(async () => {
      setRefusing(null)
      const { name } = await rpc.sites.refuse({ site })
      showToast(`已拒绝 ${name}`)
    })
  if (newcomers.length === 0 && found === null) return null
  return (
    <Section title="新电脑准入" ref={place}>
      {newcomers.map((newcomer) => (
        <NewcomerCard
          key={newcomer.site}
          newcomer={newcomer}
          mayManage={mayManage}
          isBusy={busy}
          onAdmit={() => void admit(newcomer)}
          onRefuse={() => setRefusing(newcomer)}
        />
      ))}
      <ProgressLine task="import" label="正在导入新电脑的文件" operation={task.operation} />
      {found && <ImportDone found={found} />}
      {refusing && (
        <Modal
          open
          title={`拒绝 ${refusing.name}？`}
          okText="拒绝"
          cancelText="取消"
          okButtonProps={{ danger: true, loading: busy }}
          onOk={() => void refuse(refusing)}
          onCancel={() => setRefusing(null)}
        >
          <p>
            八个词不一样，说明这个文件不是接电话的那台电脑写的。拒绝后，它的文件不导入，也不再保留。请查明U盘由谁送来；确是该单位的电脑，再重新生成一份接入文件给它。
          </p>
        </Modal>
      )}
    </Section>
  )
}

interface NewcomerCardProps {
  readonly newcomer: Newcomer
  readonly mayManage: boolean
  readonly isBusy: boolean
  readonly onAdmit: () => void
  readonly onRefuse: () => void
}

function NewcomerCard({ newcomer, mayManage, isBusy, onAdmit, onRefuse }: NewcomerCardProps) {
  const { name, askedAt, files, fingerprint, isAdmitted } = newcomer
  const noLetter = newcomer.letter === null ? '没有可用的电脑代号' : undefined
  const whyNot = isBusy ? '正在办理，完成后再按' : noLetter
  const changes = files.reduce((sum, file) => sum + file.changes, 0)
  return (
    <article className="newcomer" aria-label={name}>
      <h3>
        {name}
        <span className="cell-note">
          {localMinute(askedAt)} 报到，{files.length} 个文件、{changes.toLocaleString('zh-CN')} 条修改等待导入
        </span>
      </h3>
      {!isAdmitted && (
        <>
          <p>
            请给{name}的人打电话（用您自己知道的号码），请对方打开“U盘交换”，把“本机核对词”从第 1
            个起读给您听。八个词都一样才准入；不要只对U盘带来的登记单。
          </p>
          <FingerprintWords words={fingerprint} label={`${name} 的核对词`} />
          {warningOf(newcomer) !== '' && <Alert type="warning" showIcon title={warningOf(newcomer)} />}
        </>
      )}
      {mayManage ? (
        <div className="form-actions">
          <Button
            type="primary"
            disabled={isBusy || newcomer.letter === null}
            title={whyNot}
            onClick={onAdmit}
          >
            {isAdmitted ? '导入等待的文件' : '一致，准入'}
          </Button>
          {!isAdmitted && (
            <Button danger disabled={isBusy} title={isBusy ? whyNot : undefined} onClick={onRefuse}>
              不一致，拒绝
            </Button>
          )}
        </div>
      ) : (
        <p className="help">要由有管理权限的人登录后核对、准入；文件已存放在本机，U盘可以取走。</p>
      )}
    </article>
  )
}

/** What a manager should ask about before letting this computer in. */
function warningOf({ isUsed, isLate, asked, letter }: Newcomer): string {
  if (letter === null) return '这个街道的电脑代号已用完，请先停用不再使用的电脑。'
  const used = isUsed ? `它的接入文件或电脑代号 ${asked} 已有另一台电脑用过，请核实确有这台电脑；` : ''
  const late = isLate ? '它的接入文件已过期多时，请核实延迟报到的原因；' : ''
  const other = letter === asked ? '' : `准入后改用代号 ${letter}。`
  return used + late + (other || (used || late ? '准入后代号不变。' : ''))
}
