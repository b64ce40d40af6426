import { Button } from 'antd'
import type { Output } from '../../../shared/contract'
import { updateSystemText } from '../../../shared/update/fit'
import { useRpc } from '../../engine/engine-context'
import { Mark, type Tone } from '../../ui/mark'
import { Section } from '../../ui/page'
import { TableScroll } from '../../ui/table-scroll'
import { showToast } from '../../ui/toasts'
import { useBusy } from '../../ui/use-busy'

type State = Output<'update.state'>
type Computer = State['computers'][number]

interface KeptUpdatesProps {
  readonly state: State
  readonly mayManage: boolean
  readonly onDone: () => void
}

/** At an office: the packages that exports bring along, and which computers are behind. */
export function KeptUpdates({ state, mayManage, onDone }: KeptUpdatesProps) {
  const { kept, computers } = state
  return (
    <Section title="各台电脑的程序">
      <p className="help">
        存放的更新包，导出时连同交换文件一起写到U盘，只给系统相符、版本较旧的电脑。版本以对方最近一个文件里说的为准。
      </p>
      {kept.length === 0 ? (
        <p className="nothing">没有存放更新包。选择一个更新包以后可以存放。</p>
      ) : (
        <ul className="lines">
          {kept.map((one) => (
            <Kept key={one.file} one={one} mayManage={mayManage} onDone={onDone} />
          ))}
        </ul>
      )}
      {computers.length > 0 && (
        <TableScroll label="各台电脑的程序">
          <table className="plain">
            <thead>
              <tr>
                {['电脑', '程序版本', '系统', '情况'].map((heading) => (
                  <th scope="col" key={heading}>
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {computers.map((computer) => (
                <tr key={computer.site}>
                  <td>{computer.name}</td>
                  <td>{computer.program?.app ?? '尚未收到过文件'}</td>
                  <td>{computer.program && updateSystemText(computer.program)}</td>
                  <td>
                    <Mark tone={toneOf(computer)}>{standing(computer)}</Mark>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Section>
  )
}

function toneOf({ program, behind }: Computer): Tone {
  if (behind) return 'amber'
  return program === null ? 'calm' : 'green'
}

function standing({ program, behind, brings }: Computer): string {
  if (brings !== null) return `落后，下次导出带上 ${brings} 版`
  if (behind) return '落后，还没有存放给它的更新包'
  return program === null ? '还不知道' : '不落后'
}

function Kept({
  one,
  mayManage,
  onDone,
}: {
  one: State['kept'][number]
  mayManage: boolean
  onDone: () => void
}) {
  const rpc = useRpc()
  const { busy, run } = useBusy()
  const drop = async (): Promise<void> => {
    const { version, platform, arch, layout } = one
    await rpc.update.drop({ version, platform, arch, layout })
    showToast(`已删除存放的 ${version} 版（${updateSystemText(one)}）`)
    onDone()
  }
  return (
    <li>
      <span>
        {one.version} 版，{updateSystemText(one)}，
        {Math.ceil(one.bytes / 1024 / 1024).toLocaleString('zh-CN')} MB
      </span>
      {mayManage && (
        <Button
          size="small"
          loading={busy}
          aria-label={`删除 ${one.version} 版 ${updateSystemText(one)}`}
          onClick={() => void run(drop)}
        >
          删除
        </Button>
      )}
    </li>
  )
}
