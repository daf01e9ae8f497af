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
why-before-deadline = 비밀번호 말고는 묻지 않아요. 계정에서 두 번째 단계가 필수지만 기한이 아직 남았어요.
why-in-grace = 비밀번호 말고는 묻지 않아요. 계정에서 두 번째 단계가 필수지만 이 사람의 유예가 아직 남았어요.
why-due = { $until }까지 설정해야 함

mail-reminder-subject = { $account }의 두 번째 단계를 설정하세요
mail-reminder = { $account }에 로그인하려면 두 번째 단계가 필수인데 아직 설정하지 않았어요. { $due }까지 설정하세요. { $left } 남았어요:
mail-reminder-after = 그 뒤에는 로그인하면서 설정해야 들어올 수 있어요. 그사이 설정했다면 할 일이 없어요.
