# 정책을 바꾸기 전에 무엇이 달라지는지, 그리고 지금까지의 변경.
plan-heading = 이 변경으로 달라지는 것
plan-text = 아직 저장하지 않았어요. 지금 이 순간을 기준으로 이렇게 돼요.
plan-changes = 바뀌는 것
plan-difference = { $what }: { $before } → { $after }
plan-end-sessions = 모든 세션을 끝내고 신뢰하는 기기를 잊어요.
plan-next-sign-in = 신뢰하지 않는 기기에서 다음에 로그인할 때
plan-meets = 하게 되는 일
plan-before = 지금
plan-after = 바뀐 뒤
plan-people = { $n }
plan-names = 이름
plan-look = 확인 필요
plan-password-alone = 비밀번호만
plan-asked = 두 번째 단계
plan-asked-and-sets-up = 가진 것으로 답한 뒤 인정되는 방법을 설정
plan-sets-up = 두 번째 단계를 설정
plan-stuck = 로그인할 수 없음: 답할 방법이 없어요
plan-out-of-reach = 설정해야 하는데 메일이 되돌아옴
plan-ends-sessions = { $n ->
    [0] 끝나는 세션은 없어요.
   *[other] 세션 { $n }개가 바로 끝나요.
}
plan-ends-devices = { $n ->
    [0] 잊는 기기는 없어요.
   *[other] 신뢰하는 기기 { $n }대를 잊어요.
}
plan-locks-you-out = 저장할 수 없어요. 지금 가진 것으로는 다시 로그인할 수 있다고 장담할 수 없어요. 인정될 방법을 먼저 설정하세요.
plan-locks-owners-out = 저장할 수 없어요. 다시 로그인할 수 있다고 장담할 수 있는 소유자가 없어요. 소유자 한 명이 인정될 방법을 먼저 설정해야 해요.
plan-other = 다르게 고르기
plan-reason = 이유
plan-reason-hint = 한 줄. 변경 기록과 감사 기록에 남아요
plan-apply = 이대로 바꾸기
plan-changed = 그사이 바탕이 되는 것이 달라졌어요. 지금은 이래요
plan-csv = CSV로 내려받기
plan-nobody = 아무도 없어요.
trouble-reason = 이유를 300자 이내 한 줄로 적으세요
undone-policy-changed-meanwhile = 바꾸지 않았어요. 그사이 다른 사람이 이 설정을 바꿨어요.
undone-texts-untested = 바꾸지 않았어요. 문자 메시지가 도착하는지 아직 아무도 확인하지 않았어요.
undone-no-passkeys-here = 바꾸지 않았어요. 이 계정에는 패스키를 둘 수 있는 주소가 없어요.

nav-policy-history = 변경 기록
policy-history-heading = 언제 무엇이 필수였는지
policy-history-of = 대상
policy-version = 버전 { $n }
policy-history-holds = 지금 적용 중
policy-history-by-operator = 서버 콘솔에서
policy-history-by-set-up = 계정을 만들 때
policy-history-by-erased = 삭제된 사람
policy-history-ended = 모든 세션을 끝냈어요.
policy-history-back = 되돌리기

rule-on = 켬
rule-off = 끔
rule-requirement = 두 번째 단계 필수
rule-counting = 인정하는 것
rule-email-codes = 이메일 인증 코드
rule-sms-codes = 문자 메시지 인증 코드
rule-passkey-alone = 비밀번호 없이 패스키만
rule-asking = 인증 코드를 묻는 시점
rule-asking-days = 같은 기기에서는 { $n }일 뒤에 다시
rule-idle = 이 시간 동안 쓰지 않으면 로그아웃
rule-absolute = 이 시간이 지나면 무조건 로그아웃
