"""The note that every benchmark types in: 2,000 characters of ordinary call notes."""

_LINES = (
    "客户来电反映宽带昨晚起无法上网,已重启光猫,指示灯闪红。",
    "核对装机地址与联系电话,登记故障,约定明日上午上门检修。",
    "客户询问本月账单多出的费用,已逐项说明,客户表示清楚。",
)
NOTE = "\n".join(_LINES[n % len(_LINES)] for n in range(80))[:2000]
