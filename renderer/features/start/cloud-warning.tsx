import { Alert } from 'antd'

/** Before anybody signs in: the data lie where a program copies them to a server. */
export function CloudWarning({ cloud }: { cloud: string | null }) {
  if (cloud === null) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={`资料放在${cloud}同步的文件夹里`}
      description="同步会把资料传到外面的服务器，也可能弄坏正在使用的资料。请停止同步这个文件夹，或者关闭程序后把资料移到别处。"
    />
  )
}
