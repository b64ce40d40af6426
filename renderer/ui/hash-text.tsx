import { Button } from 'antd'
import { useState } from 'react'

/** What is compared at a glance; whoever must be sure asks for the rest. */
const SHOWN = 8

/** A checksum: its beginning, and the rest on request. */
export function HashText({ hash }: { readonly hash: string }) {
  const [isWhole, setIsWhole] = useState(false)
  return (
    <span className="hash">
      {isWhole ? hash : hash.slice(0, SHOWN)}{' '}
      {!isWhole && (
        <Button size="small" type="text" onClick={() => setIsWhole(true)}>
          显示全部
        </Button>
      )}
    </span>
  )
}
