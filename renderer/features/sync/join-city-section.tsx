import { useRpc } from '../../engine/engine-context'
import { useSession } from '../../engine/session'
import { ReadJoinFile } from './read-join-file'

/** A district connects to its city, a city to its province, by that office's joining file; afterwards it is one more to export to. */
export function JoinCitySection({ onDone }: { onDone: () => void }) {
  const rpc = useRpc()
  const { site } = useSession()
  const above = site.role === 'city' ? '省级' : '市级'
  return (
    <ReadJoinFile
      title={`连接${above}`}
      help={`需要向${above}报送时使用：读取${above}给的接入文件，以后在“导出给”里选择${above}。`}
      file={`${above}接入文件`}
      passphrase={`${above}接入口令`}
      action="连接"
      read={async (input) => `已连接 ${(await rpc.sites.joinCity(input)).unit}，请导出一次带给${above}`}
      onDone={onDone}
    />
  )
}
