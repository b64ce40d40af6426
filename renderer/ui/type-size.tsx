import { Button, Space } from 'antd'
import { usePreferences, zoomsOfType } from './preferences'

/** 字号 100 / 125 / 150 %. */
export function TypeSizeChoice() {
  const { typeSize, setTypeSize } = usePreferences()
  return (
    <Space.Compact role="group" aria-label="字号" className="type-size">
      {zoomsOfType.map((size) => (
        <Button
          key={size}
          size="small"
          aria-pressed={size === typeSize}
          aria-label={`字号 ${size}%`}
          onClick={() => setTypeSize(size)}
        >
          {size}%
        </Button>
      ))}
    </Space.Compact>
  )
}
