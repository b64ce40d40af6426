import type { ThemeConfig } from 'antd'
import type { ZoomOfType } from './preferences'

const systemFonts =
  '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif'

/** antd's tokens: calm blue, dark text (contrast AA on white and on the page grey), everything scaled with the type. */
export function themeFor(size: ZoomOfType): ThemeConfig {
  const scale = size / 100
  return {
    token: {
      fontFamily: systemFonts,
      fontSize: 16 * scale,
      sizeUnit: 4 * scale,
      controlHeight: 40 * scale,
      borderRadius: 4 * scale,
      colorPrimary: '#1b4f8f',
      colorInfo: '#1b4f8f',
      colorLink: '#1b4f8f',
      colorLinkHover: '#123a6b',
      colorLinkActive: '#123a6b',
      colorPrimaryHover: '#123a6b',
      colorPrimaryActive: '#0d2c52',
      colorSuccess: '#1e6b34',
      colorWarning: '#8a5300',
      colorError: '#b3261e',
      colorText: '#1a1d21',
      colorTextSecondary: '#454b52',
      colorTextTertiary: '#545a61',
      colorTextQuaternary: '#5f656c',
      colorTextPlaceholder: '#646a71',
      colorTextDisabled: '#6b7077',
      colorTextDescription: '#545a61',
      colorBorder: '#8b929a',
      colorBorderSecondary: '#d5d9de',
      colorBgLayout: '#f2f4f7',
      colorInfoBg: '#e6effa',
      colorInfoBorder: '#9dbbdd',
      colorSuccessBg: '#e7f4eb',
      colorSuccessBorder: '#8fc3a0',
      colorWarningBg: '#fff4dd',
      colorWarningBorder: '#d1a758',
      colorErrorBg: '#fdecea',
      colorErrorBorder: '#dd9a95',
      // What shows the keyboard's place: as strong as the text.
      colorPrimaryBorder: '#1b4f8f',
      controlOutline: 'rgb(27 79 143 / 45%)',
      controlOutlineWidth: 3,
      motion: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Select: { optionSelectedBg: '#e6effa', optionActiveBg: '#f2f4f7' },
      Tabs: { titleFontSize: 16 * scale },
    },
  }
}
