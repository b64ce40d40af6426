import {
  BarChartOutlined,
  CheckCircleOutlined,
  ClockCircleOutlined,
  DatabaseOutlined,
  EditOutlined,
  FileTextOutlined,
  HomeOutlined,
  SettingOutlined,
  SwapOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import type { PlaceName } from './places'

const icons: Readonly<Record<PlaceName, ComponentType>> = {
  home: HomeOutlined,
  log: EditOutlined,
  ledgers: UnorderedListOutlined,
  deadlines: ClockCircleOutlined,
  reports: FileTextOutlined,
  statistics: BarChartOutlined,
  exchange: SwapOutlined,
  check: CheckCircleOutlined,
  reference: DatabaseOutlined,
  settings: SettingOutlined,
}

/** The picture beside a place's name; nothing is said by it alone. */
export function PlaceIcon({ name }: { name: PlaceName }) {
  const Icon = icons[name]
  return (
    <span className="nav-icon" aria-hidden="true">
      <Icon />
    </span>
  )
}
