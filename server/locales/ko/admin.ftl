nav-admin-home = 개요
nav-people = 사람
nav-team-members = 팀원
nav-end-users = 최종 사용자
nav-admin-account = 계정
nav-authentication = 인증
nav-mail = 메일
crumb-security = 보안
crumb-advanced = 고급

readiness = { $of ->
    [0] 아직 아무도 없어요.
   *[other] { $of }명 가운데 { $have }명이 설정했어요.
}
readiness-as-of = { $day } 기준이에요.

admin-heading = 관리 센터
admin-home-authentication = 누가 2단계 인증을 써야 하는지, 로그인이 얼마나 유지되는지 정해요.
admin-home-team-required = 팀원에게 필수
admin-home-team-optional = 팀원은 선택
admin-home-end-users-required = 최종 사용자에게 필수
admin-home-end-users-optional = 최종 사용자는 선택
admin-home-team = 소유자, 관리자, 상담원.
admin-home-end-users = 도움을 받는 사람들.
admin-home-mail = 보내는 중인 메일과 도착하지 않은 메일.
admin-home-mail-good = 모든 메일을 보냈어요
admin-home-mail-failed = 메일 { $n }통을 보내지 못했어요

authentication-heading = 인증
require-team = 팀원에게 2단계 인증(2FA) 요구
require-end-users = 최종 사용자에게 2단계 인증(2FA) 요구
asking-legend = 인증 코드를 묻는 시점
asking-every = 로그인할 때마다
asking-every-hint = 아무도 달리 고를 수 없어요. 지금 신뢰하는 기기도 더는 신뢰하지 않아요.
asking-remember = 기기마다 한 번 묻고, 한동안 다시 묻지 않음
asking-remember-hint = 본인이 선택을 풀 수 있어요. 새 기기에서는 늘 인증 코드를 물어요.
asking-days = 일수(1~30)
limit-idle = 이 시간 동안 쓰지 않으면 로그아웃
limit-absolute = 이 시간이 지나면 무조건 로그아웃
on-save-heading = 저장하면
on-save-text = 아직 설정하지 않은 사람은 다음 로그인 때 설정해요. 지금 로그인한 사람은 그대로예요. 지금 세션을 끝낼 수도 있어요.
end-sessions-team = 지금 이 세션만 빼고 팀원의 모든 세션을 바로 끝내기
end-sessions-end-users = 최종 사용자의 모든 세션을 바로 끝내기

people-team-heading = 팀원
people-end-users-heading = 최종 사용자
people-invite-team = 팀원 초대
people-invite-end-user = 최종 사용자 초대
people-search = 검색
people-search-hint = 이메일 주소나 이름 속 단어의 앞부분
people-search-button = 검색
people-search-clear = 모두 보기
people-none = 아직 아무도 없어요. 첫 사람을 초대하세요.
people-no-match = “{ $search }”(으)로 시작하는 단어가 있는 이름이나 이메일 주소가 없어요.
people-count = { $n }명.
people-more-than = { $n }명이 넘어요.
people-with-second-factor = { $n }명이 2단계 인증을 써요.
column-name = 이름
column-role = 역할
column-state = 상태
column-two-factor = 2단계 인증
column-last-sign-in = 마지막 로그인
column-sessions = 세션
column-added = 추가한 날
standing-active = 사용 중
standing-invited = 초대됨
standing-suspended = 정지됨

invite-team-heading = 팀원 초대
invite-end-user-heading = 최종 사용자 초대
invite-text = 초대받은 사람은 메일의 링크로 비밀번호를 정하고, 필수라면 두 번째 단계도 설정해요.
invite-name-label = 이름
invite-button = 초대 보내기

person-facts = 정보
person-acts = 할 수 있는 일
person-sessions = 세션
person-devices = 신뢰하는 컴퓨터와 휴대전화
person-no-sessions = 로그인한 곳이 없어요.
person-is-me = 본인이에요. 로그인은 내 보안에서 바꾸고, 역할은 다른 관리자가 바꿔요.
person-out-of-reach = 나와 같거나 더 높은 역할이에요. 더 높은 사람만 바꿀 수 있어요.

act-role = 역할 바꾸기
act-role-heading = { $name } 님의 역할 바꾸기
act-role-text = { $name } 님은 바로 로그아웃되고, 다음에 로그인하면 새 역할대로 할 수 있어요. 메일로 알려요.
act-invite-again = 초대 다시 보내기
act-invite-again-heading = { $name } 님의 초대 다시 보내기
act-invite-again-text = { $email } 주소로 새 링크를 보내요. 예전 링크는 쓸 수 없게 돼요.
act-end-sessions = 세션 끝내기
act-end-sessions-heading = { $name } 님의 세션 끝내기
act-end-sessions-text = { $sessions ->
    [0] { $name } 님은 지금 로그인해 있지 않아요. 진행 중이던 로그인도 취소돼요.
   *[other] { $name } 님은 브라우저 { $sessions }개에서 바로 로그아웃돼요. 다시 로그인할 수 있어요.
}
act-suspend = 정지
act-suspend-heading = { $name } 님 정지
act-suspend-text = { $name } 님은 바로 로그아웃되고, 정지를 풀 때까지 로그인할 수 없어요. 지워지는 것은 없어요.
act-restore = 정지 해제
act-restore-heading = { $name } 님 정지 해제
act-restore-text = { $name } 님은 예전 비밀번호와 두 번째 단계로 다시 로그인할 수 있어요.

admin-mail-heading = 메일
admin-mail-text = 메일은 하루 동안 다시 보내 봐요. 그래도 도착하지 않은 메일은 여기에 남아요.
admin-mail-empty = 기다리는 메일도, 잘못된 메일도 없어요.
admin-mail-caption = 최근 것부터
column-mail = 메일
column-tries = 시도
column-next-try = 다음 시도
column-last-error = 메일 서버의 답
mail-waiting = 대기 중
mail-sent = 보냄
mail-failed = 보내지 못함
mail-retry = 다시 보내기
