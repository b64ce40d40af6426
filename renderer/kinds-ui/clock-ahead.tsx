/** Beside a time that its computer took from a clock far ahead: nobody should go by it. */
export function ClockAhead() {
  return (
    <span className="badge" title="填写这一条的电脑当时日期超前，这个时间不可信，请不要按时间先后判断。">
      时钟超前
    </span>
  )
}
