import { Alert, Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import type { ExportResult } from '../../../shared/contract/exchanged-files'
import { recheckHint, writtenText } from '../../../shared/exchange/written-texts'
import type { Stick } from '../../../shared/wire'
import { useRpc, useTransport } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useMay, useSession } from '../../engine/session'
import type { HandedOver } from '../../engine/use-saved'
import { useSticks } from '../../engine/use-sticks'
import { useTask } from '../../engine/use-task'
import { WhereWritten } from '../../engine/where-written'
import { attempt } from '../../ui/errors'
import { HashText } from '../../ui/hash-text'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { showToast } from '../../ui/toasts'
import type { Peer } from './peer-table'
import { SlipButton } from './slip-button'

/** What was exported, and where it was written. */
type Exported = ExportResult & HandedOver & { readonly update: Output<'update.bring'> }

const titles = {
  street: '导出到U盘',
  district: '导出给街道（同时是回执）',
  city: '导出给区级（回执）',
  province: '导出给市级（回执）',
} as const

/** Writing a file for somebody: a street's goes to the district unless another laptop of it is chosen, a district chooses. */
export function ExportSection({ peers, onDone }: { peers: readonly Peer[]; onDone: () => void }) {
  const rpc = useRpc()
  const { files, machine } = useTransport()
  const sticks = useSticks()
  const { site } = useSession()
  const mayExport = useMay('sync.export')
  const open = peers.filter((peer) => !peer.revoked)
  const replaced = peers.filter((peer) => peer.replaced)
  const [chosen, setChosen] = useState<string | null>(null)
  const [medium, setMedium] = useState('')
  const task = useTask()
  const [result, setResult] = useState<Exported | null>(null)
  const toDistrict = site.role === 'street'
  const mayChoose = !toDistrict || open.length + replaced.length > 1
  const peer = chosen ?? open[0]?.site

  /** Into a stick that is in, or wherever the person chooses. */
  const write = async (stick?: Stick): Promise<void> => {
    const folder = stick
      ? await machine?.chooseStick(stick.id)
      : await files.openFolder({ title: '选择U盘或文件夹' })
    if (stick && !folder) showToast(`U盘“${stick.label}”已拔出，请插好后再导出。`, { about: 'stick' })
    if (!folder) return
    setResult(null)
    const written = await task.run((operation) =>
      rpc.sync.exportBundle({
        folder: folder.token,
        ...(peer !== undefined && { peer }),
        ...(medium.trim() && { medium: medium.trim() }),
        operation,
      }),
    )
    files.deliver({ token: folder.token, file: written.file })
    setResult({ ...written, at: folder, update: null })
    const update = await task.run((operation) =>
      rpc.update.bring({ folder: folder.token, site: written.peerSite, operation }),
    )
    if (update) files.deliver({ token: folder.token, file: update.file })
    setResult({ ...written, at: folder, update })
    onDone()
  }
  // The first button is another one where a stick is in.
  if (!mayExport || open.length === 0 || sticks === undefined) return null
  return (
    <Section title={titles[site.role]}>
      <div className="inline-form">
        {mayChoose && (
          <Labeled label="导出给">
            {(control) => (
              <Select
                id={control.id}
                className="wide"
                options={[
                  ...open.map((item) => ({ value: item.site, label: item.name })),
                  ...replaced.map((item) => ({
                    value: item.site,
                    label: `${item.name}（已换新代号，只通知退回旧资料的电脑）`,
                  })),
                ]}
                value={peer ?? null}
                onChange={(site: string | null) => setChosen(site)}
              />
            )}
          </Labeled>
        )}
        <Labeled label="U盘编号">
          {(control) => (
            <Input
              {...control}
              maxLength={40}
              autoComplete="off"
              placeholder="U盘上的编号，可不填"
              value={medium}
              onChange={(event) => setMedium(event.target.value)}
            />
          )}
        </Labeled>
        {sticks.map((stick) => (
          <Button
            key={stick.id}
            type="primary"
            loading={task.operation !== null}
            onClick={() => attempt(() => write(stick))}
          >
            导出到U盘“{stick.label}”
          </Button>
        ))}
        <Button
          type={sticks.length === 0 ? 'primary' : 'default'}
          loading={task.operation !== null}
          onClick={() => attempt(() => write())}
        >
          {buttonText(toDistrict, sticks.length)}
        </Button>
      </div>
      {result ? (
        <ProgressLine task="update" label="正在写入更新包" operation={task.operation} />
      ) : (
        <ProgressLine task="export" label="正在写入并读回校验" operation={task.operation} />
      )}
      {result && (
        <>
          <Written result={result} />
          <SlipButton of={{ serial: result.serial, peer: result.peerSite }} about={result.file} />
        </>
      )}
    </Section>
  )
}

function buttonText(toDistrict: boolean, sticks: number): string {
  if (sticks > 0) return '导出到其他位置'
  return toDistrict ? '导出到U盘' : '导出'
}

function Written({ result }: { result: Exported }) {
  return (
    <Alert
      type={result.readFrom === 'medium' ? 'success' : 'warning'}
      showIcon
      title={writtenText(result.readFrom)}
      description={
        <dl className="pairs">
          <dt>文件</dt>
          <dd>{result.file}</dd>
          <dt>位置</dt>
          <dd>
            <WhereWritten written={result} />
          </dd>
          <dt>发给</dt>
          <dd>
            {result.peer}，第 {result.serial} 批
          </dd>
          <dt>内容</dt>
          <dd>
            {result.changes.toLocaleString('zh-CN')} 条修改，{result.bytes.toLocaleString('zh-CN')} 字节
          </dd>
          {result.left > 0 && (
            <>
              <dt>附件</dt>
              <dd>
                还有 {result.left.toLocaleString('zh-CN')} 个这次放不下（一个文件最大 4
                GB）；请再导出一次，会接着带上，两个文件都要交给对方
              </dd>
            </>
          )}
          {result.update && (
            <>
              <dt>更新包</dt>
              <dd>
                {result.update.file}（{result.update.version} 版），请一起交给对方，在“设置”的“更新”里安装
              </dd>
            </>
          )}
          {result.medium && (
            <>
              <dt>U盘编号</dt>
              <dd>{result.medium}</dd>
            </>
          )}
          <dt>校验值</dt>
          <dd>
            <HashText hash={result.sha256} />
          </dd>
          {result.readFrom === 'memory' && (
            <>
              <dt>后续操作</dt>
              <dd>{recheckHint(result.readFrom)}</dd>
            </>
          )}
        </dl>
      }
    />
  )
}
