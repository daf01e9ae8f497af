# 스스로 계정 만들기. 그리고 관리 센터에서, 누가 만들 수 있는지.
register-heading = 계정 만들기
register-text = 비밀번호를 정하는 링크를 보내 드려요. 비밀번호는 본인만 알게 돼요.
register-button = 링크 보내기
register-sent-heading = 이메일을 확인하세요
register-sent-text = 여기서 쓸 수 있는 주소라면 { $email } 주소로 메일을 보냈어요. 링크는 1시간 동안 쓸 수 있어요.
register-closed-heading = 초대받아야 계정을 만들 수 있어요
register-closed-text = 여기서는 직접 계정을 만들 수 없어요. { $account }의 담당자에게 초대를 부탁하세요.
register-finish-heading = 계정 만들기
register-finish-text = 주소를 확인했어요. 이제 이름을 알려 주고 비밀번호를 정하세요.
register-refused-heading = 계정이 만들어지지 않았어요
register-refused-closed = { $account }에서는 이제 이 주소로 새 계정을 받지 않아요. 담당자에게 초대를 부탁하세요.
register-refused-taken = 이제 이 주소를 쓰는 계정이 있어요. 본인의 계정이면 로그인하거나 새 비밀번호를 정하세요.

dead-link-registration = 이미 쓴 링크이거나 1시간이 지났어요. 비밀번호를 정했다면 로그인하세요.
dead-link-registration-again = 새 링크 보내기

done-registered = 계정이 준비되었어요. 이메일과 비밀번호로 로그인하세요.

nav-registration = 가입
registration-heading = 가입
registration-legend = 계정을 만들 수 있는 사람
registration-text = 초대 없이, 최종 사용자로.
registration-closed = 아무도 없음
registration-closed-hint = 초대받은 사람만 와요.
registration-open = 누구나
registration-open-hint = 주소로 보낸 링크를 연 사람.
registration-domains = 아래 도메인의 주소가 있는 사람
registration-domains-hint = 이 사람들도 링크를 열어야 해요.
registration-list-label = 도메인
registration-list-hint = 한 줄에 하나씩, { $n }개까지. 하위 도메인은 따로 적어요. 마지막 선택에만 쓰여요.
registration-note = 무엇을 고르든 이미 있는 계정은 그대로예요.
registration-held-back = 요청이 너무 많아서 오늘 메일 { $n }통을 보내지 않았어요.

trouble-domains-empty = 도메인을 하나 이상 입력하세요
trouble-domains-many = 도메인은 { $n }개까지 입력하세요
trouble-domain-shape = “{ $domain }”: example.com 같은 도메인이 아니에요. 영문자로 쓰고, 다국어 도메인은 xn--으로 시작하게 쓰세요
trouble-other-domain = 그 도메인의 주소로는 여기서 계정을 만들 수 없어요. 다른 주소를 쓰거나 초대를 부탁하세요
trouble-registration-empty = 계정을 만들 수 있는 사람을 고르세요
