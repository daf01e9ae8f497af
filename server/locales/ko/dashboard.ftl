# 현황판: 누가 무엇을 쓰는지, 무슨 일이 있었는지, 지금 누가 들어오지 못하는지.
nav-dashboard = 현황판
dashboard-heading = 현황판
dashboard-of-whom = 대상
dashboard-about = 주제
dashboard-about-people = 사람과 인증 방법
dashboard-about-sign-ins = 로그인
dashboard-about-codes = 보낸 인증 코드
dashboard-how-far = 기간
dashboard-range-days = 최근 30일
dashboard-range-quarter = 최근 13주
dashboard-range-year = 최근 52주
dashboard-incomplete = 지난 날들을 아직 세고 있어요. 지난 날의 숫자가 늘어날 수 있어요.
dashboard-how-counted = 날짜는 UTC 기준이에요. 지난 날은 한 번 세어 두고, 오늘은 보는 순간에 세요. 사람은 보관 처리되지 않은 모두를 말해요.
dashboard-number = { $n }
dashboard-label = { $name } { $n }
dashboard-table = 표로 보기
dashboard-nothing = 이 기간에는 보여 줄 것이 없어요.
dashboard-when = 날짜
dashboard-why = 이유
dashboard-how-many = 횟수
dashboard-span = { $from } – { $to }
dashboard-so-far = { $span } (지금까지)

dashboard-progress = 진행 상황
dashboard-progress-required = 2단계 인증이 필수인 { $of }명 중 { $have }명이 인정되는 방법을 갖고 있어요: { $percent }%.
dashboard-progress-optional = 2단계 인증은 본인 선택이에요. { $of }명 중 { $have }명이 인정되는 방법을 갖고 있어요: { $percent }%.
dashboard-have = 설정함
dashboard-of = 전체
dashboard-deadline = 기한 { $day }

dashboard-adoption = 인증 방법
dashboard-adoption-text = 방법별로 설정한 사람 수예요. 두 가지를 가진 사람은 두 선에 모두 들어가요.
dashboard-any = 하나 이상
dashboard-passkey = 패스키
dashboard-totp = 인증 앱
dashboard-sms = 문자
dashboard-email = 이메일
dashboard-people = 사람

dashboard-sign-ins = 로그인
dashboard-sign-ins-text = 비밀번호가 맞은 뒤 무엇을 요구했는지 보여 줘요.
dashboard-asked = 요구함
dashboard-trusted = 신뢰하는 기기
dashboard-not-asked = 요구 안 함
dashboard-must-set-up = 설정 요구
dashboard-passkey-alone = 패스키만

dashboard-rules = 요구 여부와 이유
dashboard-rules-text = 이 기간에 어떤 규칙에 따라 두 번째 단계를 요구했거나 요구하지 않았는지예요.
dashboard-rule-required = 요구함: 필수
dashboard-rule-own-choice = 요구함: 본인 선택
dashboard-rule-none-counts = 요구함: 가진 방법이 더는 인정되지 않음
dashboard-rule-required-and-missing = 설정 요구: 필수인데 없었음
dashboard-rule-demanded = 설정 요구: 기존 방법이 제거됨
dashboard-rule-trusted-device = 요구 안 함: 신뢰하는 기기
dashboard-rule-exempt = 요구 안 함: 예외
dashboard-rule-before-deadline = 요구 안 함: 기한 전이거나 유예 기간
dashboard-rule-not-demanded = 요구 안 함: 필수가 아니고 없음
dashboard-rule-unknown = 기록하기 전의 로그인

dashboard-failures = 실패
dashboard-failures-text = 거절된 시도예요.
dashboard-failed-password = 비밀번호
dashboard-failed-factor = 두 번째 단계
dashboard-failed-other = 다른 이유

dashboard-reasons = 이유별 실패
dashboard-reasons-text = 이 기간에 시도가 거절된 이유예요.
dashboard-failure-wrong-password = 틀린 비밀번호
dashboard-failure-wrong-factor = 틀린 두 번째 단계
dashboard-failure-late-factor = 너무 오래되었거나 이미 쓴 두 번째 단계
dashboard-failure-setting-up = 새 방법의 첫 인증 코드가 틀림
dashboard-failure-too-many = 확인하지 않음: 앞선 시도가 너무 많음
dashboard-failure-too-long = 너무 오래 걸렸거나 그사이 바뀜
dashboard-failure-not-active = 정지되었거나 아직 가입 전

dashboard-codes-sms = 문자 메시지로 보낸 인증 코드
dashboard-codes-email = 이메일로 보낸 인증 코드
dashboard-codes-text = 인증 코드가 도착하는지 보여 줘요. 입력되면 도착한 것으로 알아요.
dashboard-code-asked-for = 요청됨
dashboard-code-handed-over = 넘겨짐
dashboard-code-arrived = 입력됨
dashboard-code-not-sent = 보내지 못함

blocked-heading = 지금 들어오지 못하는 사람
blocked-nobody = 저희가 아는 한 없어요.
blocked-asking = { $n ->
   *[other] { $n }명이 도움을 요청함
}
blocked-asking-hint = 비밀번호는 맞았지만 두 번째 단계가 손에 없어요. 여기에서 결정하세요:
blocked-closed = { $n ->
   *[other] { $n }명이 입력하는 것은 더 이상 확인하지 않음
}
blocked-closed-hint = 두 번째 단계가 연달아 너무 많이 틀렸어요. 누군가 비밀번호를 알고 있을 수 있어요. 서버를 운영하는 사람이 다시 열 수 있어요.
blocked-waiting = { $n ->
   *[other] { $n }명이 다음 시도를 기다려야 함
}
blocked-waiting-hint = 두 번째 단계가 연달아 여러 번 틀렸어요. 이름 옆의 시각에 저절로 풀려요.
blocked-setting-up = { $n ->
   *[other] { $n }명이 두 번째 단계 설정을 마치지 못함
}
blocked-setting-up-hint = 마지막 로그인에서 설정을 요구받았지만 들어오지 못했어요. 도움이 필요한지 물어보세요.
blocked-half-way = { $n ->
   *[other] { $n }명이 5분 넘게 두 번째 단계에 머물러 있음
}
blocked-half-way-hint = 비밀번호는 맞았어요. 이 로그인은 이름 옆의 시각에 끝나요.
blocked-more = { $n ->
   *[other] 그 밖에 { $n }명.
}
