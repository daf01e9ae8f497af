# 로그인하지 못하는 사람과, 다시 들어오게 해 주는 사람이 보는 말.
nav-recovery = 로그인하지 못하는 사람
admin-home-recovery = 두 번째 단계를 할 수 없어서 도움을 요청한 사람들이에요.
admin-home-recovery-none = 도움을 요청한 사람이 없어요
admin-home-recovery-wanted = { $n ->
   *[other] { $n }명이 도움을 요청했어요
}

locked-out-link = 휴대전화도 코드도 없어요
locked-out-heading = 로그인할 수 없나요?
locked-out-issued = { $account }의 관리자가 복구 코드를 발급했어요. 관리자에게 직접 들으세요. 한 번만 쓸 수 있어요.
locked-out-use-code = 복구 코드 입력
locked-out-ask-text = 도움을 요청하세요. { $account }의 관리자들이 요청한 때와 브라우저, 네트워크 주소를 알게 돼요.
locked-out-ask-next = 관리자는 전화 등으로 본인인지 확인하고 복구 코드를 알려 줘요. 그 코드로 새 두 번째 단계를 설정하세요.
locked-out-ask-button = 도움 요청
locked-out-asked = 도움을 요청한 때:
locked-out-asked-text = 도울 수 있는 사람들에게 알렸어요. 전화를 기다리거나 직접 찾아가세요. 복구 코드를 받으면 여기에 입력하세요.
locked-out-often = 오늘은 충분히 요청했어요. 도울 수 있는 사람에게 전화하거나 직접 찾아가세요.
locked-out-nobody = 이 계정에는 다시 들어오게 해 줄 사람이 없어요. 서버 운영자에게 문의하세요.
locked-out-end-user = 두 번째 단계 없이는 이 계정에 더 이상 들어갈 수 없어요. 저희 팀을 포함해 아무도 코드를 발급할 수 없어요. 그래야 다른 사람이 팀을 속여서 들어올 수 없어요.
locked-out-register-text = 새 계정을 만들 수 있어요. 다른 이메일 주소를 입력하고, 그곳으로 보낸 링크를 열어 비밀번호를 정하세요.
locked-out-same-address = 지금 이메일 주소를 계속 쓰려면 먼저 저희 팀에 이 계정의 보관을 요청하세요. 그 뒤에는 주소를 다시 쓸 수 있어요.
locked-out-register = 새 계정 만들기
locked-out-no-register = 새 계정이 필요하면 저희 팀에 초대를 요청하세요.
locked-out-back = 두 번째 단계로 돌아가기

recover-notice = 15분 안에 새 두 번째 단계를 설정하세요. 설정하면 이전 것은 더 이상 쓸 수 없어요. 그다음 비밀번호와 새 두 번째 단계로 로그인하세요.
done-recovered = 새 두 번째 단계를 설정했어요. 비밀번호와 새 두 번째 단계로 로그인하세요.

cancel-code-heading = 복구 코드 취소
cancel-code-lead = { $account }에서 { $name } 님의 복구 코드가 발급됐어요.
cancel-code-text = { $name } 님이 요청하지 않았다면 취소하세요. 그러면 코드를 쓸 수 없고, 계정의 관리자들에게 알려요.
cancel-code-button = 코드 취소
cancel-code-good = 문제가 없다면 이 화면을 닫으세요. 아무것도 바뀌지 않았어요.
cancel-code-dead = 복구 코드가 이미 쓰였거나 취소됐거나 오래됐어요. 취소할 것이 없어요.
done-code-cancelled = 복구 코드를 취소했어요. 더 이상 쓸 수 없어요.

recovery-heading = 로그인하지 못하는 사람
recovery-requests = 도움 요청
recovery-requests-text = 코드를 발급하기 전에 누구인지 확인하세요. 알고 있는 번호로 다시 전화하세요.
recovery-no-requests = 도움을 요청한 사람이 없어요.
recovery-asked = 요청한 때:
recovery-proof-password = 확인된 것: 비밀번호가 맞았어요
recovery-has = 설정된 것:
recovery-has-codes = { $n ->
   *[other] 남은 복구 코드 { $n }개
}
recovery-not-yours = 더 높은 역할을 가진 사람이 도와야 해요.
recovery-issue = 복구 코드 발급
recovery-decline = 거절
recovery-codes-open = 발급된 복구 코드
recovery-no-codes = 쓸 수 있는 코드가 없어요.
recovery-waits = 두 번째 사람을 기다려요
recovery-works = 쓸 수 있어요
recovery-issued-by = { $name } 님이 발급한 때:
recovery-agreed-by = { $name } 님이 동의했어요.
recovery-works-from = 쓸 수 있는 때:
recovery-works-until = 쓸 수 있는 기한:
recovery-agree = 동의
recovery-cancel = 취소
recovery-rules-link = 설정

issue-heading = { $name } 님의 복구 코드 발급
issue-sure = 요청한 사람이 { $name } 님이 맞나요? 알고 있는 번호로 다시 전화하세요. 글을 쓰거나 전화한 사람은 다른 사람일 수 있어요.
issue-what = 코드는 한 번만 보여요. 비밀번호와 함께 한 번만, 길어야 24시간 동안 쓸 수 있어요. { $name } 님은 이 코드로 새 두 번째 단계를 설정할 뿐, 다른 일은 할 수 없어요.
issue-ends = 코드를 쓰면 { $name } 님은 모든 곳에서 로그아웃되고 신뢰하는 기기도 없어져요. 새 두 번째 단계를 설정하면 이전 것은 쓸 수 없어요.
issue-told = { $name } 님과 소유자들에게 이메일로 알려요. 그들은 코드를 취소할 수 있어요.
issue-waits = 같은 역할이므로 두 번째 사람이 “로그인하지 못하는 사람”에서 동의해야 해요. 아무도 동의하지 않으면 코드는 { $wait } 뒤에 쓸 수 있어요.
issue-back = 돌아가기
issued-heading = { $name } 님의 복구 코드
issued-text = 이 코드를 { $name } 님에게 전화나 직접 만나서 알려 주세요:
issued-waits = 두 번째 사람이 동의하면 바로, 아니면 이때부터 쓸 수 있어요:
issued-step-tell = { $name } 님이 이메일 주소와 비밀번호로 로그인해요.
issued-step-type = 두 번째 단계에서 { $name } 님이 “복구 코드 쓰기”를 고르고 코드를 입력해요.
issued-once = 다시 보여 주지 않아요. 잃어버리면 새로 발급하세요. 그러면 이 코드는 쓸 수 없어요.
issued-done = 완료

not-issued-end-user = 최종 사용자에게는 복구 코드를 발급하지 않아요. 최종 사용자는 새 계정을 만들 수 있어요.
not-issued-yourself = 자신에게는 복구 코드를 발급할 수 없어요. 내 보안에서 새로 만들거나 다른 사람에게 부탁하세요.
not-issued-out-of-reach = 지금 역할로는 이 사람을 도울 수 없어요. 더 높은 역할을 가진 사람이 도와야 해요.
not-issued-not-active = 이 사람은 로그인할 수 없는 상태예요. 먼저 정지를 해제하거나 초대를 다시 보내세요.
not-issued-not-locked-out = 이 사람에게는 두 번째 단계가 없어요. 비밀번호로 로그인하면 돼요.

decline-heading = { $name } 님의 요청 거절
decline-reason = 이유
decline-reason-hint = { $name } 님이 이메일로 읽어요. 대신 무엇을 해야 하는지 알려 주세요.
done-help-declined = 요청을 거절했어요. 요청한 사람에게 알려요.
done-code-agreed = 동의했어요. 이제 코드를 쓸 수 있어요.

recovery-rules-heading = 다시 들어오게 하기
recovery-rules-equals = 같은 역할을 가진 사람들
recovery-rules-equals-text = 관리자가 관리자에게, 소유자가 소유자에게 코드를 발급하면 두 번째 사람이 동의해야 해요. 아무도 동의하지 않으면 { $wait } 뒤에 쓸 수 있어요. 그때까지는 취소할 수 있어요.
recovery-rules-alone = 혼자 발급할 수 있고, 코드를 바로 쓸 수 있어요
recovery-rules-owners = 소유자만 바꿀 수 있어요.
undone-owners-only = 바꾸지 않았어요. 소유자만 바꿀 수 있어요.
confirm-for-recovery = 다른 사람을 다시 들어오게 하려면 본인인지 확인하세요.

trouble-issued-code-early = 이 코드는 아직 쓸 수 없어요. 두 번째 사람이 동의하거나 시간이 지나야 해요. 나중에 다시 시도하세요
trouble-issued-code-dead = 이 코드는 더 이상 쓸 수 없어요. 새 코드를 요청하세요
trouble-reason-empty = 이유를 입력하세요
history-issued-code-early = 발급된 복구 코드를 아직 쓸 수 없었어요.
history-issued-code-dead = 발급된 복구 코드를 더 이상 쓸 수 없었어요.

activity-help-asked = 로그인하지 못해 도움을 요청함
activity-help-declined = 도움 요청이 거절됨
activity-code-issued = 복구 코드 발급됨
activity-code-agreed = 두 번째 사람이 복구 코드에 동의함
activity-code-cancelled = 복구 코드 취소됨
activity-recovery-begun = 발급된 코드로 들어와 새 두 번째 단계 설정 시작
activity-recovery-begun-lock = 기다린 뒤 들어와 새 두 번째 단계 설정 시작
activity-recovered = 새 두 번째 단계를 설정하고 이전 것은 중지됨
activity-recovery-rules = 누가 누구를 다시 들어오게 할지 변경됨

mail-code-issued-subject = 복구 코드가 발급됐어요
mail-code-issued = { $by } 님이 { $account }에서 복구 코드를 발급했어요. 이 코드와 비밀번호로 내 계정에 새 두 번째 단계를 설정할 수 있어요.
mail-code-issued-for = { $by } 님이 { $account }에서 { $person } 님의 복구 코드를 발급했어요. 이 코드와 비밀번호로 그 계정에 새 두 번째 단계를 설정할 수 있어요.
mail-code-issued-until = { $until }까지 한 번 쓸 수 있어요.
mail-code-issued-waits = 두 번째 사람의 동의를 기다려요. 아무도 동의하지 않으면 { $from }부터 쓸 수 있어요.
mail-code-issued-cancel = 요청하지 않았다면 다른 사람이 본인인 척하는 것일 수 있어요. 여기에서 코드를 취소하세요:
mail-code-issued-for-cancel = 맞지 않다면 여기에서 코드를 취소하고 { $person } 님에게 물어보세요:
mail-code-cancelled-subject = 복구 코드가 취소됐어요
mail-code-cancelled = { $account }에서 { $person } 님의 복구 코드가 메일의 링크로 취소됐어요. 더 이상 쓸 수 없어요.
mail-code-cancelled-look = 다른 사람이 { $person } 님인 척하는 것일 수 있어요. { $person } 님에게 이메일이 아닌 방법으로 물어보세요.
mail-recovery-begun-subject = 새 두 번째 단계를 설정하고 있어요
mail-recovery-begun = { $account }에서 내 계정의 복구가 쓰였어요. 모든 곳에서 로그아웃됐고 새 두 번째 단계를 설정할 수 있어요. 설정하면 이전 것은 쓸 수 없어요.
mail-recovery-begun-for = { $account }에서 { $person } 님 계정의 복구가 쓰였어요. 모든 곳에서 로그아웃됐고 새 두 번째 단계를 설정해요.
mail-recovery-begun-for-look = 이유를 모른다면 { $person } 님에게 이메일이 아닌 방법으로 물어보세요.
mail-help-asked-subject = 로그인하지 못한 사람이 도움을 요청했어요
mail-help-asked = { $person } 님이 { $account }에서 두 번째 단계를 할 수 없어 도움을 요청했어요. 비밀번호는 맞았어요.
mail-help-asked-sure = { $person } 님이 맞는지 알고 있는 번호로 전화해 확인하세요. 그다음 복구 코드를 발급하거나 거절하세요:
mail-help-declined-subject = 도움 요청이 거절됐어요
mail-help-declined = { $account }에 다시 들어오게 해 달라는 요청이 거절됐어요. 이유:
mail-help-declined-not-you = 요청하지 않았다면 다른 사람이 비밀번호를 알고 있는 것이에요. 비밀번호를 바꾸세요.

locked-out-lock = 다른 사람의 도움 없이 직접 다시 들어올 수 있어요. 비밀번호와 메일함, 그리고 기다릴 시간이 필요해요.
locked-out-lock-steps = 링크를 메일로 보내요. 링크를 연 뒤 { $wait } 기다리세요. 그다음 비밀번호로 로그인해서 새 두 번째 단계를 설정하세요. 본인이 아니라면 계정의 주인이 그동안 취소할 수 있어요.
locked-out-lock-button = 링크 받기
locked-out-lock-mailed = 링크를 메일로 보내고 있어요. 1시간 안에 여세요. 그때부터 기다리는 시간이 시작돼요.
locked-out-lock-open = 기다리는 시간이 끝났어요. 이제 새 두 번째 단계를 설정하세요.
locked-out-lock-enter = 새 두 번째 단계 설정
locked-out-lock-mailbox = 메일로 받은 링크로 비밀번호를 정했어요. 같은 메일함이 두 번째 단계까지 대신할 수는 없어서 여기에서는 직접 다시 들어올 수 없어요.
lock-prove-heading = 직접 다시 들어오기
lock-prove-text = 버튼을 누르면 { $wait } 동안 기다리는 시간이 시작돼요. 그다음 비밀번호로 로그인해서 새 두 번째 단계를 설정하세요.
lock-prove-button = 기다리기 시작
lock-prove-not-you = 요청하지 않았다면 이 화면을 닫고 비밀번호를 바꾸세요. 다른 사람이 비밀번호를 알고 있어요.
lock-runs-heading = 기다리는 시간이 시작됐어요
lock-runs = 새 두 번째 단계를 설정할 수 있는 때:
lock-runs-then = 그때 비밀번호로 로그인하고 “휴대전화도 코드도 없어요”를 고르세요. 7일 안에 하면 돼요.
lock-cancel-heading = 복구 취소
lock-cancel-text = 비밀번호를 아는 사람이 { $account }의 이 계정에 새 두 번째 단계를 설정하려고 기다리고 있어요. 본인이 아니라면 취소하세요.
lock-cancel-button = 취소하기
lock-cancel-good = 본인이라면 이 화면을 닫으세요. 아무것도 바뀌지 않았어요.
lock-dead = 링크가 이미 쓰였거나 복구가 취소됐거나 오래됐어요.
done-lock-cancelled = 복구를 취소했어요. 다른 사람이 비밀번호를 알고 있으니 새로 정하세요.
recovery-rules-lock = 두 번째 단계를 잃은 최종 사용자
recovery-rules-lock-text = 최종 사용자에게는 아무도 코드를 발급하지 않아요. 비밀번호와 메일함으로 직접 다시 들어올 수 있고, 기다리는 동안 모든 주소와 휴대전화로 알려서 취소할 수 있어요.
recovery-rules-lock-label = 기다리는 시간
recovery-rules-lock-off = 할 수 없음: 새 계정을 만들어요
recovery-rules-lock-hours = { $n ->
   *[other] { $n }시간
}
trouble-lock-hours = 기다리는 시간을 고르세요
activity-lock-asked = 로그인하지 못해 직접 다시 들어오기를 요청함
activity-lock-runs = 메일함이 확인되어 기다리는 시간이 시작됨
activity-lock-cancelled = 기다려서 하는 복구가 취소됨
mail-lock-proof-subject = { $account }에 직접 다시 들어오기
mail-lock-proof = 비밀번호를 아는 사람이 { $account }에서 새 두 번째 단계를 설정하려고 해요. 본인이라면 1시간 안에 이 링크를 여세요. 그때부터 기다리는 시간이 시작돼요.
mail-lock-proof-not-you = 본인이 아니라면 링크를 열지 마세요. 다른 사람이 비밀번호를 알고 있으니 바꾸세요.
mail-lock-runs-subject = 곧 새 두 번째 단계를 설정할 수 있어요
mail-lock-runs = 비밀번호를 알고 메일을 읽는 사람이 { $at }부터 { $account }의 내 계정에 새 두 번째 단계를 설정할 수 있어요. 그러면 이전 것은 쓸 수 없어요.
mail-lock-runs-cancel = 본인이 아니라면 여기에서 취소하고 비밀번호를 바꾸세요:
mail-lock-cancelled-subject = 복구가 취소됐어요
mail-lock-cancelled = { $account }에서 내 계정의 복구가 메일의 링크로 취소됐어요. 아무것도 바뀌지 않았어요.
mail-lock-cancelled-password = 직접 시작한 것이 아니라면 다른 사람이 비밀번호를 알고 있어요. 바꾸세요.
sms-lock-runs = { $account }: 곧 내 계정에 새 두 번째 단계를 설정할 수 있어요. 본인이 아니라면 메일의 링크로 취소하고 비밀번호를 바꾸세요.

dead-link-invitation-old = 이 초대는 7일이 지나서 더 이상 쓸 수 없어요. 초대한 사람이 다시 보낼 수 있어요.
dead-link-invitation-ask = 새 초대 요청
done-invitation-asked = 초대한 사람에게 알렸어요. 새 초대가 이메일로 와요.
activity-invitation-asked = 새 초대를 요청함
mail-invitation-asked-subject = 새 초대를 요청한 사람이 있어요
mail-invitation-asked = { $account }에 초대한 { $person } 님의 초대가 만료됐어요. { $person } 님이 새 초대를 요청했어요. 한 번 눌러서 보내세요:
