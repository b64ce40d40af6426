import { Button, Input, type InputProps, type InputRef } from 'antd'
import { type Ref, useState } from 'react'

interface PassphraseInputProps extends Omit<InputProps, 'type' | 'suffix'> {
  readonly ref?: Ref<InputRef>
}

/** A passphrase that can be looked at while it is typed: a sentence in Chinese is easily mistyped unseen. */
export function PassphraseInput(props: PassphraseInputProps) {
  const [isShown, setIsShown] = useState(false)
  return (
    <Input
      {...props}
      type={isShown ? 'text' : 'password'}
      spellCheck={false}
      suffix={
        <Button
          type="text"
          size="small"
          aria-pressed={isShown}
          title={isShown ? '不再显示输入的内容' : '显示输入的内容'}
          onClick={() => setIsShown((shown) => !shown)}
        >
          {isShown ? '隐藏' : '显示'}
        </Button>
      }
    />
  )
}
