import { Button, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { useRpc } from '../../engine/engine-context'
import { useMay, useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { TableScroll } from '../../ui/table-scroll'
import { showToast } from '../../ui/toasts'
import { localMinute } from '../../ui/today'
import { useBusy } from '../../ui/use-busy'
import { LetInSite } from './let-in-site'

type Site = Output<'sites.list'>['sites'][number]

/** The computers that belong together; the district ends one that was lost. */
export function SitesSection({ onDone }: { onDone: () => void }) {
  const { site: own } = useSession()
  const mayManage = useMay('profile.manage') && own.role !== 'street'
  const { data, again } = useCall('sites.list', {})
  const [ending, setEnding] = useState<Site | null>(null)
  const sites = data?.sites ?? []
  const siteNameOf = (id: string): string => sites.find(({ site }) => site === id)?.name ?? id
  if (sites.length < 2) return null
  return (
    <Section title="电脑">
      <TableScroll label="电脑">
        <table className="plain">
          <thead>
            <tr>
              {['电脑', '核对词', '状态', '说明', ...(mayManage ? ['操作'] : [])].map((heading) => (
                <th scope="col" key={heading}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sites.map((site) => (
              <tr key={site.site}>
                <td>
                  {site.name} {site.own && <Tag>本机</Tag>}
                </td>
                <td className="fingerprint-cell">{site.fingerprint.join(' ')}</td>
                <td>{stateText(site)}</td>
                <td>
                  {site.successor === null ? site.reason : `由 ${siteNameOf(site.successor)} 接替`}
                  {site.waiting > 0 && `（${site.waiting} 条变更暂不计入，等待区级核实）`}
                </td>
                {mayManage && (
                  <td>
                    {!site.own && site.revokedAt === null && (
                      <Button
                        size="small"
                        danger
                        aria-label={`停用 ${site.name}`}
                        onClick={() => setEnding(site)}
                      >
                        停用
                      </Button>
                    )}
                    {site.waiting > 0 && (
                      <LetInSite
                        site={site}
                        onDone={() => {
                          again()
                          onDone()
                        }}
                      />
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {ending && (
        <EndSite
          site={ending}
          onClose={() => setEnding(null)}
          onEnded={() => {
            setEnding(null)
            again()
            onDone()
          }}
        />
      )}
    </Section>
  )
}

function stateText({ revokedAt, certified }: Site): string {
  if (revokedAt !== null) return `已停用（${localMinute(revokedAt)}）`
  return certified ? '使用中' : '等待准入'
}

/** Asks why, because the reason goes to everybody. */
function EndSite({ site, onClose, onEnded }: { site: Site; onClose: () => void; onEnded: () => void }) {
  const rpc = useRpc()
  const [reason, setReason] = useState('')
  const { busy, run } = useBusy()
  const end = async (): Promise<void> => {
    const { name } = await rpc.sites.revoke({ site: site.site, reason })
    showToast(`已停用 ${name}；请给其他电脑各导出一次`)
    onEnded()
  }
  return (
    <Modal
      open
      title={`停用 ${site.name}？`}
      okText="停用"
      cancelText="取消"
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: busy }}
      onOk={() => void run(end)}
      onCancel={onClose}
    >
      <p>用于电脑丢失或报废。已经收到的记录都保留；它以后发出的文件，各台电脑都不再接收。停用后不能恢复。</p>
      <Labeled label="原因" required>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            autoComplete="off"
            placeholder="如 11月20日丢失，已报案"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Labeled>
    </Modal>
  )
}
