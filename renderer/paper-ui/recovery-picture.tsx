import { QRCode } from 'antd'
import { schemes } from '../ui/theme'

/** The recovery key for a camera: black on white in every scheme, or no reader takes it. */
export function RecoveryPicture({ recoveryKey }: { recoveryKey: string }) {
  return (
    <QRCode
      type="svg"
      value={recoveryKey}
      size={168}
      bordered={false}
      errorLevel="M"
      color={schemes.light.sheetInk}
      bgColor={schemes.light.sheet}
    />
  )
}
