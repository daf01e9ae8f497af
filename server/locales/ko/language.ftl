# 화면과 메일의 언어. 이름은 그 말을 쓰는 사람들이 쓰는 대로 적어요.
language-name = 한국어
language-direction = ltr
language-thousands = ,
language-heading = 언어
language-label = 화면과 메일
language-of-browser = 브라우저 설정대로

# 관리 센터에서.
nav-language = 언어
account-language-heading = 계정의 언어
account-language-text = 언어를 고르지 않았고, 브라우저도 여기에 있는 언어를 바라지 않는 사람에게 쓰는 언어예요. 언어를 고르지 않은 사람에게 보내는 메일도 이 언어로 써요.
account-language-label = 언어
account-language-note = 직접 요청한 링크는 요청한 화면의 언어로 보내요.
activity-account-language-chosen = 계정의 언어를 바꿈
activity-read-back = 백업에서 데이터베이스 복원
confirm-for-account-language = 계정의 언어를 바꾸려면 본인임을 한 번 더 확인하세요.

# 한 시점. 24시간제예요.
moment = { $year }년 { $month ->
    [1] 1월
    [2] 2월
    [3] 3월
    [4] 4월
    [5] 5월
    [6] 6월
    [7] 7월
    [8] 8월
    [9] 9월
    [10] 10월
    [11] 11월
   *[12] 12월
} { $day }일 { $clock } UTC

# 연도 없는 날짜.
day-of-year = { $month ->
    [1] 1월
    [2] 2월
    [3] 3월
    [4] 4월
    [5] 5월
    [6] 6월
    [7] 7월
    [8] 8월
    [9] 9월
    [10] 10월
    [11] 11월
   *[12] 12월
} { $day }일
