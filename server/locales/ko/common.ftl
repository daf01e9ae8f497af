# 여러 화면에서 함께 쓰는 말. `{ $account }`는 계정 이름이에요.
#
# 문체: 화면과 메일 모두 해요체(“~해요”, “~하세요”). 버튼과 제목은 명사나 “~하기”. 짧게, 한자어보다 쉬운 말로.
# 이름 뒤에는 “님”을 붙여요: 받침에 따라 조사가 바뀌지 않아요. 받침을 알 수 없는 말 뒤에는 “에”, “에서”, “의”처럼 늘 같은 조사만 써요.
# 수를 세는 꼴은 하나뿐이에요(other).
#
# 한 가지는 한 낱말로:
#   sign in, sign out            로그인, 로그아웃
#   passcode                     인증 코드                     쓰지 않음: OTP, PIN, 인증번호
#   recovery code                복구 코드                     쓰지 않음: 백업 코드
#   two-factor authentication    2단계 인증
#   authenticator (app)          인증 앱
#   session                      세션. 본인에게 말할 때는 “로그인된 곳”, “브라우저”
#   account                      계정
#   team member, end user        팀원, 최종 사용자
#   owner, admin, agent          소유자, 관리자, 상담원
#   turn on, off                 켜기, 끄기                    쓰지 않음: 활성화, 비활성화
#   trusted computer or phone    신뢰하는 기기
#   suspend, let in again        정지, 정지 해제
#   archive, erase               보관, 삭제
#   e-mail, mail                 이메일, 메일
page-title = { $heading } – { $account }
page-title-error = 오류: { $heading } – { $account }
error-prefix = 오류:
summary-heading = 확인이 필요해요
skip-to-content = 본문으로 건너뛰기
continue = 계속
cancel = 취소
save = 저장
look-again = 다시 보기
look-again-stop = 저절로 다시 보지 않기
start-again = 처음부터 다시
try-again = 다시 시도
never = 없음
list-comma = {", "}
next-page = 다음 페이지
crumbs = 현재 위치

nav-account = 내 계정
nav-security = 내 보안
nav-admin = 관리 센터
sign-out = 로그아웃

email-label = 이메일
password-label = 비밀번호
password-show = 보기
password-hide = 숨기기
new-password-label = 새 비밀번호
new-password-hint = { $n }자 이상. 기억하기 쉬운 낱말 몇 개를 이어 쓰면 좋아요.
your-name-label = 이름

role-label = 역할
role-owner = 소유자
role-admin = 관리자
role-agent = 상담원
role-end-user = 최종 사용자
role-owner-hint = 계정을 책임지고, 관리자가 하는 일을 모두 할 수 있어요.
role-admin-hint = 누가 어떻게 로그인하는지 정해요.
role-agent-hint = 고객을 도와요.
role-end-user-hint = 자기 것만 볼 수 있어요.

factor-password = 비밀번호
factor-passkey = 패스키
factor-totp = 인증 앱
factor-sms-code = 문자 메시지
factor-email-code = 이메일 인증 코드
factor-recovery-code = 복구 코드

state-on = 켜짐
state-off = 꺼짐
state-required-missing = 필수, 아직 설정 안 함

duration-seconds = { $n }초
duration-minutes = { $n }분
duration-hours = { $n }시간
duration-days = { $n }일

open-tab-ended = 로그아웃되었어요.
open-tab-again = 다시 로그인
open-tab-idle = 한동안 아무 움직임이 없었어요. 2분 안에 로그아웃돼요.
open-tab-stay = 로그인 유지하기
open-tab-over = 로그인한 지 오래되었어요. 2분 안에 로그아웃되니 하던 일을 마무리하세요.

browser-on-system = { $browser }({ $system })
browser-unknown = 알 수 없는 브라우저
