import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { ReadJoinFile } from './read-join-file'

/** A laptop, or a district's second computer, that its district could not let in takes a fresh joining file; shown until the district's word has come. */
export function RejoinSection({ onDone }: { onDone: () => void }) {
  const rpc = useRpc()
  const { data } = useCall('sites.list', {})
  const isWaiting = data?.sites.some(
    ({ own, certified, revokedAt }) => own && !certified && revokedAt === null,
  )
  if (!isWaiting) return null
  return (
    <ReadJoinFile
      title="重新接入"
      help="区级单位还没有准入本机。区级拒绝了本机，或者另给了一份接入文件时，在这里读取；已录入的资料和编号都不变。"
      file="新的接入文件"
      passphrase="新的接入口令"
      action="重新接入"
      read={async (input) => {
        const { letter } = await rpc.sites.rejoin(input)
        return `已换用新的接入文件，电脑代号 ${letter}；请导出一次带给区级单位`
      }}
      onDone={onDone}
    />
  )
}
