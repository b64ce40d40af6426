import { Alert, Button } from 'antd'
import { messageFor } from '../../shared/messages'
import { errorBodyOf } from './errors'

/** An error in place of what could not be shown, with a way to ask again. */
export function ErrorNotice({ error, again }: { error: unknown; again?: () => void }) {
  const message = messageFor(errorBodyOf(error))
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
      action={again && <Button onClick={again}>重试</Button>}
    />
  )
}
