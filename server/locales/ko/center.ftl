# 관리 센터: 지금 로그인한 사람, 보관과 삭제, 보낼 메일 한 통.
nav-menu = 메뉴
nav-signed-in = 지금 로그인한 사람

signed-in-heading = 지금 로그인한 사람
signed-in-people = { $n ->
    [0] 로그인한 사람이 없어요.
   *[other] { $n }명이 로그인해 있어요.
}
signed-in-sessions = 세션 { $n }개.
signed-in-more-than = 세션이 { $n }개가 넘어요.
signed-in-end-all = 모두 끝내기
signed-in-who = 대상
signed-in-everybody = 모두
signed-in-show = 보기
signed-in-caption = 최근에 쓴 것부터 보여요. 진행 중인 로그인은 세션이 아니에요.
signed-in-none = 로그인한 사람이 없어요.
signed-in-no-match = 조건에 맞는 사람이 로그인해 있지 않아요.
column-browser = 브라우저
column-signed-in = 로그인
column-last-seen = 마지막 사용

end-all-team-heading = 팀원의 모든 세션 끝내기
end-all-end-users-heading = 최종 사용자의 모든 세션 끝내기
end-all-after = 다시 로그인할 수 있어요. 진행 중이던 로그인도 취소되고, 신뢰하는 기기는 없어져요.
end-all-yours = 지금 이 세션은 유지돼요.
end-all-of-type-button = 모든 세션 끝내기
done-all-ended = 모든 세션을 끝냈어요.

people-show-archived = 보관된 사람 보기
people-show-here = 지금 있는 사람 보기
people-archived-team-heading = 보관된 팀원
people-archived-end-users-heading = 보관된 최종 사용자
people-archived-none = 보관된 사람이 없어요.
standing-archived = 보관됨
standing-erased = 삭제됨
column-archived = 보관한 날
person-erased = 삭제된 사람
person-nothing-known = 이 사람의 정보는 삭제되었어요. 감사 로그에는 있었던 일만 이름 없이 남아요.

act-archive = 보관
act-archive-heading = { $name } 님 보관
act-archive-text = { $name } 님은 바로 로그아웃되고 다시는 로그인할 수 없어요. 되돌릴 수 없어요.
act-archive-address = 그러면 { $email } 주소가 비어요. 이 주소로 새로 추가된 사람은 처음부터 시작하고, { $name } 님의 것을 하나도 받지 않아요.
act-archive-kept = 있었던 일은 기록으로 남아요. { $name } 님에게 메일로 알려요.
act-archive-sure = 되돌릴 수 없다는 것을 알고 있어요
act-erase = 삭제
act-erase-heading = { $name } 님 삭제
act-erase-text = { $name } 님의 이름, 이메일 주소, 브라우저, 네트워크 주소, 메일을 삭제해요. 되돌릴 수 없어요.
act-erase-kept = 감사 로그에는 있었던 일만 이름 없이 남아요.
act-erase-address = { $name } 님의 이메일 주소
act-erase-address-hint = 실수로 다른 사람을 삭제하지 않도록 { $email } 주소를 입력하세요.
done-archived = 보관했어요. 다시는 로그인할 수 없어요.
done-erased = 이 사람의 정보를 삭제했어요.
trouble-not-sure = “되돌릴 수 없다는 것을 알고 있어요”를 선택하거나 취소하세요
trouble-other-address = 이 사람의 이메일 주소가 아니에요. 누구를 삭제하려는지 확인하세요

mail-show = 보기
mail-everything = 전체
mail-none-such = 그런 메일이 없어요.
mail-message-heading = 메일 한 통
mail-message-to = 받는 사람
mail-message-subject = 제목
mail-message-written = 작성 일시
mail-message-sent-at = 보낸 일시
mail-message-failed-at = 포기한 일시
mail-message-not-tried = 아직 보내 보지 않았어요.
