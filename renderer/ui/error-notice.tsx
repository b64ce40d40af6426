import { Alert, Button } from 'antd'
import { messageFor } from '../../shared/messages'
import { errorBodyOf, TroubleButton } from './errors'

/** An error in place of what could not be shown, with a way to ask again. */
export function ErrorNotice({ error, again }: { error: unknown; again?: () => void }) {
  const body = errorBodyOf(error)
  const message = messageFor(body)
  return (
    <Alert
      type="error"
      showIcon
      title={message.title}
      description={
        <>
          <p>{message.detail}</p>
          <p>{message.action}</p>
        </>
      }
      action={
        <>
          {again && <Button onClick={again}>重试</Button>}
          <TroubleButton code={body.code} />
        </>
      }
    />
  )
}
