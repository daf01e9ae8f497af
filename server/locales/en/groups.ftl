nav-groups = Groups
groups-text = Sort people into groups, to find them and to act on all of them at once. A group gives nobody any rights.
groups-none = There are no groups yet.
groups-count = { $n ->
    [one] { $n } group
   *[other] { $n } groups
}
group-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
group-label = Group
group-choose = Choose a group
group-choose-hint = For adding to a group and taking out of one
group-make-heading = New group
group-name = Name of the group
group-make = Make the group
group-how = To add people, or take them out, tick them in a list of people and open “Several at once”.
group-rename = Save the name
group-delete = Delete the group
group-delete-heading = Delete the group { $name }?
group-delete-text = Its people stay as they are, and are in this group no more. This cannot be undone.
trouble-group-name = Give it a name of at most 60 letters
trouble-group-taken = There is a group of this name already
trouble-groups-enough = There are { $n } groups already, the most that an account can have. Delete one first
batch-join-group = Add to a group
batch-leave-group = Take out of a group
batch-go-join-group = { $n ->
    [one] Add { $n } person to the group
   *[other] Add { $n } people to the group
}
batch-go-leave-group = { $n ->
    [one] Take { $n } person out of the group
   *[other] Take { $n } people out of the group
}
batch-why-in-group = Left out: is in the group already
batch-why-not-in-group = Left out: is not in the group
batch-why-no-group = Left out: the group was deleted
batch-why-archived = Left out: is archived
done-no-group-chosen = No group was chosen.
done-group-made = The group is there. Add people to it from their list.
done-group-renamed = The group has its new name.
done-group-deleted = The group is deleted. Its people stay.
activity-group-made = Group made: { $name }
activity-group-renamed = Group renamed from { $from } to { $to }
activity-group-deleted = Group deleted: { $name }. People in it: { $n }
activity-group-joined = Added to the group { $name }
activity-group-left = Taken out of the group { $name }
