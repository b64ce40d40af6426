import { Input } from 'antd'
import { readRecoveryKey } from '../../shared/identifiers/recovery-key'
import { Labeled } from './labeled'

/** Where the recovery key is typed from paper; what was mistyped is said while typing. */
export function RecoveryKeyField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const read = readRecoveryKey(value)
  return (
    <Labeled
      label="恢复密钥"
      required
      help="区级建立单位时打印或抄写的那一行，AGE-SECRET-KEY- 开头；空格和大小写不影响"
      problem={value.trim() === '' || 'key' in read ? undefined : keyProblems[read.problem]}
    >
      {(control) => (
        <Input.TextArea
          {...control}
          rows={3}
          autoComplete="off"
          spellCheck={false}
          maxLength={400}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labeled>
  )
}

/** Why what was typed is no recovery key, and what to do. */
const keyProblems = {
  name: '恢复密钥以 AGE-SECRET-KEY-1 开头，请从头核对',
  length: '位数不对：恢复密钥一共 74 位，请逐组核对是否漏抄或多抄',
  character: '里面有恢复密钥不会用到的字符（如 B、I、O），请逐组核对',
  checksum: '校验不符，有一两位抄错了，请逐组核对',
} as const
