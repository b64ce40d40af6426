import { Alert } from 'antd'
import { useSession } from '../../engine/session'

const whatElse = {
  street: '区级单位要求本机重新接入的，请由管理员在下面“重新接入”里选择这个文件。',
  district: '市级给本区的接入文件，请由管理员在下面“连接市级”里选择。',
  province: '请把它带到要接入的那台电脑上打开。',
  city: '请把它带到要接入的那台电脑上打开。',
} as const

/** Says why a joining file that was opened with the program is not read here by itself. */
export function OpenedJoinFile({ name }: { name: string }) {
  const { site } = useSession()
  return (
    <Alert
      type="info"
      showIcon
      title={`“${name}”是接入文件，给还没有单位资料的电脑第一次启动时使用；这台电脑已有${site.unitName}的资料，没有读取它。`}
      description={whatElse[site.role]}
    />
  )
}
