import { Tag } from 'antd'
import type { Output } from '../../../shared/contract'
import { Section } from '../../ui/page'
import { TableScroll } from '../../ui/table-scroll'
import { localMinute } from '../../ui/today'

export type Peer = Output<'sync.status'>['peers'][number]

const roleNames: Readonly<Record<Peer['role'], string>> = { district: '区级', street: '街道' }

/** 「缺第 7、9 包」, or nothing. */
export function gapText(gaps: readonly number[]): string {
  return gaps.length === 0 ? '' : `缺第 ${gaps.join('、')} 包`
}

/** Who data is exchanged with, and where each stands. */
export function PeerTable({ peers }: { peers: readonly Peer[] }) {
  return (
    <Section title="交换对象">
      {peers.length === 0 ? (
        <p className="nothing">还没有电脑接入。请先制作接入文件,由街道的电脑读取后把第一个文件带回来导入。</p>
      ) : (
        <TableScroll label="交换对象">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">单位</th>
                <th scope="col">级别</th>
                <th scope="col">对方尚未收到</th>
                <th scope="col">上次导出</th>
                <th scope="col">对方确认到</th>
                <th scope="col">上次导入</th>
                <th scope="col">缺包</th>
              </tr>
            </thead>
            <tbody>
              {peers.map((peer) => (
                <tr key={peer.site}>
                  <td>
                    {peer.name} {peer.revoked && <Tag>已停用</Tag>}
                  </td>
                  <td>{roleNames[peer.role]}</td>
                  <td className="number">{peer.pending.toLocaleString('zh-CN')} 条</td>
                  <td>{packetText(peer.lastExport)}</td>
                  <td>{peer.confirmedSerial === null ? '还没有回执' : `第 ${peer.confirmedSerial} 包`}</td>
                  <td>{packetText(peer.lastImport)}</td>
                  <td>{gapText(peer.gaps) || '无'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Section>
  )
}

function packetText(packet: Peer['lastExport']): string {
  return packet === null ? '无' : `第 ${packet.serial} 包 ${localMinute(packet.at)}`
}
