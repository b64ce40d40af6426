import { useRpc } from '../../engine/engine-context'
import { ReadJoinFile } from './read-join-file'

/** A district connects to its city by the city's joining file; afterwards the city is one more to export to. */
export function JoinCitySection({ onDone }: { onDone: () => void }) {
  const rpc = useRpc()
  return (
    <ReadJoinFile
      title="连接市级"
      help="需要向市级报送时使用：读取市级给的接入文件，以后在「导出给」里选择市级。"
      file="市级接入文件"
      passphrase="市级接入口令"
      action="连接"
      read={async (input) => `已连接 ${(await rpc.sites.joinCity(input)).unit}，请导出一次带给市级`}
      onDone={onDone}
    />
  )
}
