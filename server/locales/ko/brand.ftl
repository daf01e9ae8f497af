# 계정의 모습과 로그인 화면에서 하는 말.
nav-brand = 브랜드
brand-heading = 브랜드
brand-preview = 로그인 화면 미리 보기
brand-in-light = 밝은 화면
brand-in-dark = 어두운 화면
brand-contrast = 대비: 링크 { $links }:1, 버튼 { $buttons }:1

brand-colours = 색
brand-colours-text = 링크와 버튼의 색이에요. 읽을 수 있는 색만 쓸 수 있어요. 대비가 4.5:1 이상이어야 해요.
brand-light-label = 밝은 화면의 색
brand-dark-label = 어두운 화면의 색
brand-colour-hint = { $example }처럼 #과 여섯 자리예요. 비워 두면 기본 색을 써요.
brand-dark-hint = 비워 두면 다른 색을 읽을 수 있을 때까지 밝게 해서 써요.
trouble-colour-shape = 색은 { $example }처럼 #과 0–9, a–f 여섯 자리로 입력해 주세요
trouble-colour-unreadable = 이 색은 여기서 읽기 어려워요. 대비가 { $ratio }:1인데 4.5:1이 필요해요. 쓸 수 있는 가장 가까운 색은 { $colour }

brand-logo = 로고
brand-logo-label = 그림
brand-logo-hint = PNG, JPEG, WebP, 32 KB와 512×512픽셀까지예요. 어두운 화면에서도 흰 바탕 위에, 계정 이름 자리에 나와요.
brand-logo-button = 이 그림 쓰기
brand-logo-remove = 로고 없애기
trouble-logo-empty = 그림을 골라 주세요
trouble-logo-large = 파일이 32 KB보다 커요. 그림을 더 작게 저장해 주세요
trouble-logo-kind = PNG, JPEG, WebP 그림이 아니에요. 로고를 그중 하나로 저장해 주세요
trouble-logo-broken = 그림이 온전하지 않거나 파일에 다른 것이 들어 있어요. 새로 저장해 주세요
trouble-logo-moves = 움직이는 그림이에요. 움직이지 않는 그림을 골라 주세요
trouble-logo-wide = 그림이 { $width }×{ $height }픽셀이에요. { $most }×{ $most } 이하로 줄여 주세요

brand-texts = 문구
brand-texts-text = 페이지의 언어로 쓴 문구가 나와요. 그 언어로 쓴 것이 없으면 계정의 언어로 쓴 문구가 나와요.
brand-welcome-label = 인사말
brand-welcome-hint = 로그인 페이지에 나와요. 서식 없는 글, 300자까지예요.
brand-help-field = 도움을 주는 곳
brand-help-hint = 이름, 전화번호나 주소예요. 로그인이 안 될 때의 화면과 메일 끝에 나와요. 서식 없는 글, 300자까지예요.
brand-help-label = 도움받을 곳:
brand-help = 도움받을 곳: { $help }
trouble-line-long = 글이 너무 길어요. { $n }자까지 쓸 수 있어요
trouble-line-unseen = 보이지 않는 글자가 있어요. 붙여 넣지 말고 다시 입력해 주세요

brand-reset = 처음으로 되돌리기
brand-reset-text = 색, 로고, 문구를 모두 없애고 처음 모습으로 돌아가요.
brand-reset-button = 모두 없애기

confirm-for-brand = 계정의 모습을 바꾸려면 본인인지 한 번 더 확인해 주세요.
activity-brand-changed = 계정의 브랜드 변경
