# 필수인 두 번째 단계를 언제까지 설정해야 하는지.
deadline-label = 기한
deadline-hint = UTC 기준. 그날이 끝날 때까지는 설정하지 않아도 돼요. 비워 두면 다음 로그인부터예요
grace-label = 유예 일수
grace-hint = 기한 뒤 각자의 첫 로그인부터 한 번만. 최대 30일
trouble-deadline = 날짜를 고르거나 비워 두세요
trouble-deadline-far = 1년 안의 날을 고르세요
trouble-grace = 0에서 30 사이의 일수를 적으세요
due-text = { $by }까지 두 번째 단계를 설정하세요. { $left } 남았어요. 그 뒤에는 로그인할 때 필수예요.
due-set-up = 지금 설정하기
plan-sets-up-later = 지금은 비밀번호만. 기한이나 유예가 끝나기 전에 두 번째 단계를 설정해야 해요
rule-deadline = 기한
rule-deadline-none = 없음
rule-grace = 기한 뒤 유예
rule-grace-days = { $n ->
    [0] 없음
   *[other] { $n }일
}
pause-label = 자동으로 멈추는 비율(%)
pause-hint = 기한 뒤 하루 동안 들어오지 못한 사람이 이 비율을 넘으면 기한이 일주일 미뤄지고 소유자에게 메일이 가요. 비워 두면 멈추지 않아요
trouble-pause = 1에서 100 사이의 수를 적거나 비워 두세요
rule-pause = 자동 멈춤
rule-pause-never = 안 함
rule-pause-at = { $percent }% 초과
paused-text = 자동으로 멈췄어요: { $of }명 중 { $blocked }명이 들어오지 못했어요. 여기 기한까지는 아무도 두 번째 단계를 설정하지 않아도 돼요.
paused-go-on = 계속하려면 다른 기한을 고르세요. 이미 지난 날을 고르면 바로 다시 모두에게 필수예요. 여기에서 바꿀 때까지 그대로예요.
policy-history-by-itself = 자동
policy-history-paused = 자동으로 멈춤: { $of }명 중 { $blocked }명이 들어오지 못했어요
why-before-deadline = 비밀번호 말고는 묻지 않아요. 계정에서 두 번째 단계가 필수지만 기한이 아직 남았어요.
why-in-grace = 비밀번호 말고는 묻지 않아요. 계정에서 두 번째 단계가 필수지만 이 사람의 유예가 아직 남았어요.
why-due = { $until }까지 설정해야 함

mail-reminder-subject = { $account }의 두 번째 단계를 설정하세요
mail-reminder = { $account }에 로그인하려면 두 번째 단계가 필수인데 아직 설정하지 않았어요. { $due }까지 설정하세요. { $left } 남았어요:
mail-reminder-after = 그 뒤에는 로그인하면서 설정해야 들어올 수 있어요. 그사이 설정했다면 할 일이 없어요.

mail-paused-subject = { $account }의 두 번째 단계가 자동으로 미뤄졌어요
mail-paused = { $account }에서 두 번째 단계가 필수인데({ $who }), 맞는 비밀번호를 입력한 { $of }명 중 { $blocked }명이 들어오지 못했어요. 두 번째 단계가 없고 설정을 끝내지 못했어요.
mail-paused-until = 일할 수 있도록, 없는 사람은 { $until }까지 설정하지 않아도 돼요. 있는 사람에게는 전처럼 물어요.
mail-paused-go-on = 누구인지는 대시보드에 있어요. 더 일찍 계속하려면 다른 기한을 고르세요:
