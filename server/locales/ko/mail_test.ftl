# 메일이 도착하는지 확인하기.
mail-test-heading = 메일 테스트
mail-test-holds-up = 바꾼 내용은 아직 저장되지 않았어요. 먼저 메일이 도착하는지 확인하세요.
mail-test-why = 초대, 새 비밀번호, 계정 만들기처럼 메일이 있어야 들어올 수 있는 사람이 있어요. 메일이 도착하지 않으면 들어올 수 없어요.
mail-test-proven = 메일이 도착했어요
mail-test-to = { $email } 주소로 코드가 든 메일을 보내요.
mail-test-send = 테스트 메일 보내기
mail-test-sent = { $email } 주소로 메일을 보냈어요. 보낸 일시:
mail-test-code = 메일에 있는 코드
mail-test-code-hint = 글자와 숫자 8개. 30분 동안 쓸 수 있어요.
mail-test-confirm = 확인
mail-test-nothing-heading = 오지 않았나요?
mail-test-nothing = 스팸 메일함을 확인하세요. 메일 서버가 한 말은 여기에 있어요:
mail-test-again = 다시 보내기
mail-test-back = 테스트하지 않고 돌아가기
mail-test-link = 메일 테스트

done-test-sent = 테스트 메일을 보냈어요.
done-mail-proven = 메일이 도착해요. 바꾼 내용은 아직 저장되지 않았어요. 한 번 더 보고 저장하세요.
done-mail-works = 메일이 도착해요.

trouble-code-none = 가장 최근 메일에 있는 글자와 숫자 8개를 입력하세요.
trouble-code-wrong = 가장 최근 메일의 코드가 아니에요.
trouble-code-too-old = 이 코드는 더 쓸 수 없어요. 메일을 다시 보내세요.
trouble-too-many-tests = 한 시간 동안 메일을 다섯 통 보냈어요. 잠시 기다리고, 메일에서 서버가 한 말을 확인하세요.

mail-test-subject = { $account } 테스트 메일
mail-test-text = { $account }의 관리자가 메일이 도착하는지 확인하고 있어요. 본인이라면 이 코드를 화면에 입력하세요:
mail-test-not-you = 본인이 아니라면 아무것도 하지 않아도 돼요. 이 코드로는 아무것도 열리지 않아요.
