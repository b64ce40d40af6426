import { Tag } from 'antd'
import type { Output } from '../../../shared/contract'
import {
  auditChangedText,
  clockText,
  differsText,
  gapText,
  systemText,
} from '../../../shared/exchange/peer-texts'
import { Moment } from '../../ui/moment'
import { Section } from '../../ui/page'
import { TableScroll } from '../../ui/table-scroll'

export type Peer = Output<'sync.status'>['peers'][number]

const roleNames: Readonly<Record<Peer['role'], string>> = {
  province: '省级',
  city: '市级',
  district: '区级',
  street: '街道',
}

/** Who data is exchanged with, and where each stands. */
export function PeerTable({ peers }: { peers: readonly Peer[] }) {
  return (
    <Section title="交换对象">
      {peers.length === 0 ? (
        <p className="nothing">
          还没有电脑接入。请先生成接入文件，由街道的电脑读取；它的第一个文件带回来以后，打电话核对、准入。
        </p>
      ) : (
        <TableScroll label="交换对象">
          <table className="plain">
            <thead>
              <tr>
                {['单位', '对方尚未收到', '上次导出', '对方确认到', '上次收到', '缺少批次', '对方程序'].map(
                  (heading) => (
                    <th scope="col" key={heading}>
                      {heading}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {peers.map((peer) => (
                <tr key={peer.site}>
                  <td>
                    {peer.name} {peer.revoked && <Tag>已停用</Tag>}
                    <span className="cell-note">{roleNames[peer.role]}</span>
                  </td>
                  <td className="number">{peer.pending.toLocaleString('zh-CN')} 条</td>
                  <td>
                    <Packet packet={peer.lastExport} />
                  </td>
                  <td>{peer.confirmedSerial === null ? '还没有回执' : `第 ${peer.confirmedSerial} 批`}</td>
                  <td>
                    <Packet packet={peer.lastImport} />
                    <span className="cell-note">{silenceText(peer.silentDays)}</span>
                  </td>
                  <td>{gapText(peer.gaps) || '无'}</td>
                  <td>
                    <ProgramCell peer={peer} />
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

function Packet({ packet }: { packet: Peer['lastExport'] }) {
  if (packet === null) return <>无</>
  return (
    <>
      第 {packet.serial} 批 <Moment at={packet.at} />
    </>
  )
}

/** A laptop that is silent for some time may have lost its stick, or its clerk: it is worth a call, no more. */
function silenceText(days: number | null): string {
  if (days === null) return ''
  return days === 0 ? '今天' : `${days} 天前`
}

/** Program version; where record kinds or the clock differ, what that means. */
function ProgramCell({ peer: { program, clockOffset, differs, auditChanged } }: { peer: Peer }) {
  if (!program) return <>尚未收到过文件</>
  const labels = (kinds: NonNullable<Peer['program']>['older']): string =>
    kinds.map(({ label }) => label).join('、')
  return (
    <>
      {program.app} {systemText(program)}
      {program.older.length > 0 && (
        <span className="cell-note">
          <span className="badge">版本较旧</span> 请为它升级程序；较旧的数据表：{labels(program.older)}
        </span>
      )}
      {program.newer.length > 0 && (
        <span className="cell-note">
          <span className="badge">版本较新</span> 请升级本机程序；较新的数据表：{labels(program.newer)}
        </span>
      )}
      {differs.length > 0 && (
        <span className="cell-note">
          <span className="badge">记录不一致</span> {differsText(differs)}
        </span>
      )}
      {auditChanged !== null && (
        <span className="cell-note">
          <span className="badge">日志不一致</span> {auditChangedText}
        </span>
      )}
      {clockOffset !== null && (
        <span className="cell-note">
          <span className="badge">系统时间有误</span> {clockText(clockOffset)}，请校准它的日期和时间
        </span>
      )}
    </>
  )
}
