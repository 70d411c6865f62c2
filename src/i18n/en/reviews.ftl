### Reviews

product_rating = ★ <b>{ $average }</b> · { $count ->
    [one] { $count } review
   *[other] { $count } reviews
}
reviews_together = ★ <b>{ $average }</b> of 5 · { $count ->
    [one] { $count } review
   *[other] { $count } reviews
}
reviews_none = No reviews yet.
reviews_one = { $stars } <b>{ $author }</b> · { $date }
reviews_of_order =
    ⭐ <b>Your order { $number }</b>
    Which of it would you like to review?
reviews_how_many =
    ⭐ <b>{ $name }</b>
    How many stars do you give?
reviews_yours =
    ⭐ <b>{ $name }</b>
    Your review: { $stars }
reviews_by_name = Everybody can read your stars and words, with your first name: <b>{ $author }</b>. You can change or withdraw them at any time.
reviews_hidden = 🙈 The shop does not show this review at present.
reviews_thanks = Thank you! Would you like to add a sentence or two? Just send them.
reviews_question = What do you think of it? Send it in one message.
reviews_limits = Up to { $max } characters. Everybody can read them, with your first name: <b>{ $author }</b>.
reviews_published = 👍 Thank you for your review!
reviews_staff_hidden = 🙈 <i>Hidden from customers</i>
notice_review =
    ⭐ <b>New review: { $name }</b>
    { $stars } { $author }
button_reviews = ★ { $average } ({ $count })
button_review = ⭐ Review
button_own_review = ✍️ My review
button_all_reviews = ⬅️ All reviews
button_reviewed = { $stars } { $name }
button_to_review = ✍️ { $name }
button_back_to_order = ⬅️ Back to the order
button_words = ✍️ Add words
button_other_words = ✍️ Other words
button_withdraw_review = 🗑 Withdraw
button_leave_words = Leave it as it is
button_staff_reviews = ⭐ Reviews
button_hide_review = 🙈 Hide: { $stars } { $author }
button_show_review = 👁 Show: { $stars } { $author }
toast_rated = Thank you!
toast_withdrawn = Your review is withdrawn.
toast_review_hidden = Customers do not see it any more, and it does not count.
toast_review_shown = Customers see it again.
alert_not_bought = Only what you bought here can be reviewed, once the order is completed.
alert_no_review = There is no review of yours. Please give stars first.
alert_review_gone = This review is no longer there. Its author has withdrawn it.
subject_review = review of
