//! The part of Jinja that templates here speak, looked at before anything runs.
//!
//! The engine counts steps, not the size of values: `{% set a = a ~ a %}` doubles a text with each line, and a list
//! of lists of lists is compared for hours. So nothing makes a larger value out of smaller ones: no `~`, no `*`, lists
//! of constants only, no calls. Every value is then as large as a fact or a constant, the filters watch what they
//! make, and the output is cut off by its writer.

use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, ForLoop, IfCond, Set, Stmt, WithBlock};
use minijinja::machinery::{Span, Token, parse, tokenize};

use crate::engine::told;
use crate::fault::{At, Reason};
use crate::{filters, limits};

/// Whether a text is a template that is allowed here.
pub(crate) fn check(source: &str) -> Result<(), At> {
    check_shape(source)?;
    let parsed = parse(source, "template", Default::default()).map_err(|error| told(&error, source))?;
    match &parsed {
        Stmt::Template(template) => statements(&template.children),
        other => statements(std::slice::from_ref(other)),
    }
}

/// Keeps deep nesting from the parser and the compiler, which go down by calling themselves.
fn check_shape(source: &str) -> Result<(), At> {
    let mut tokens = 0;
    let mut open: Vec<usize> = Vec::new();
    let mut begins = false;
    for token in tokenize(source, false, Default::default()) {
        let (token, span) = token.map_err(|error| told(&error, source))?;
        match token {
            Token::VariableStart | Token::BlockStart => tokens = 0,
            Token::Ident(word) if begins => nest(&mut open, word),
            _ => tokens += 1,
        }
        begins = matches!(token, Token::BlockStart);
        if tokens > limits::TOKENS {
            return refuse(span, "this is too long for one place; split it with {% set %}");
        }
        if open.iter().sum::<usize>() > limits::NESTING {
            return refuse(
                span,
                "this stands inside too many {% if %}, {% elif %}, {% for %} and {% with %}",
            );
        }
    }
    Ok(())
}

fn nest(open: &mut Vec<usize>, word: &str) {
    match word {
        "if" | "for" | "with" => open.push(1),
        "elif" => {
            if let Some(last) = open.last_mut() {
                *last += 1;
            }
        }
        _ if word.starts_with("end") => drop(open.pop()),
        _ => {}
    }
}

fn statements(all: &[Stmt<'_>]) -> Result<(), At> {
    all.iter().try_for_each(statement)
}

fn statement(statement: &Stmt<'_>) -> Result<(), At> {
    match statement {
        Stmt::Template(template) => statements(&template.children),
        Stmt::EmitRaw(_) => Ok(()),
        Stmt::EmitExpr(emit) => expression(&emit.expr),
        Stmt::ForLoop(each) => for_loop(each, each.span()),
        Stmt::IfCond(condition) => if_condition(condition),
        Stmt::WithBlock(with) => with_block(with),
        Stmt::Set(set) => set_statement(set, set.span()),
        Stmt::SetBlock(block) => {
            refuse(block.span(), "{% set %} has a value here: {% set name = value %}; it takes no block")
        }
        Stmt::AutoEscape(block) => {
            refuse(block.span(), "{% autoescape %} is not available; HTML parts are always escaped")
        }
        Stmt::FilterBlock(block) => {
            refuse(block.span(), "{% filter %} is not available; write {{ value | filter }}")
        }
        Stmt::Do(call) => refuse(call.span(), "{% do %} is not available"),
    }
}

fn for_loop(each: &ForLoop<'_>, span: Span) -> Result<(), At> {
    if each.recursive {
        return refuse(span, "{% for … recursive %} is not available");
    }
    expression(&each.iter)?;
    each.filter_expr.as_ref().map_or(Ok(()), expression)?;
    statements(&each.body)?;
    statements(&each.else_body)
}

fn if_condition(condition: &IfCond<'_>) -> Result<(), At> {
    expression(&condition.expr)?;
    statements(&condition.true_body)?;
    statements(&condition.false_body)
}

fn with_block(with: &WithBlock<'_>) -> Result<(), At> {
    with.assignments.iter().try_for_each(|(_, value)| expression(value))?;
    statements(&with.body)
}

fn set_statement(set: &Set<'_>, span: Span) -> Result<(), At> {
    if !matches!(set.target, Expr::Var(_)) {
        return refuse(span, "{% set %} sets one name: {% set name = value %}");
    }
    expression(&set.expr)
}

fn expression(value: &Expr<'_>) -> Result<(), At> {
    match value {
        Expr::Var(_) | Expr::Const(_) => Ok(()),
        Expr::GetAttr(attribute) => expression(&attribute.expr),
        Expr::GetItem(item) => both(&item.expr, &item.subscript_expr),
        Expr::UnaryOp(operation) => expression(&operation.expr),
        Expr::BinOp(operation) => {
            operator(operation.op, &operation.left, &operation.right, operation.span())?;
            both(&operation.left, &operation.right)
        }
        Expr::Compare(compare) => {
            expression(&compare.expr)?;
            compare.ops.iter().try_for_each(|next| expression(&next.expr))
        }
        Expr::IfExpr(choice) => {
            both(&choice.test_expr, &choice.true_expr)?;
            choice.false_expr.as_ref().map_or(Ok(()), expression)
        }
        Expr::Filter(filter) => {
            if !filters::FILTERS.contains(&filter.name) {
                return unknown("filter", filter.name, filters::FILTERS, filter.span());
            }
            filter.expr.as_ref().map_or(Ok(()), expression)?;
            filter.args.iter().try_for_each(|given| argument(given, filter.span()))
        }
        Expr::Test(test) => {
            if !filters::TESTS.contains(&test.name) {
                return unknown("test", test.name, filters::TESTS, test.span());
            }
            expression(&test.expr)?;
            test.args.iter().try_for_each(|given| argument(given, test.span()))
        }
        Expr::List(list) => constants(&list.items, list.span()),
        Expr::Tuple(list) => constants(&list.items, list.span()),
        Expr::Map(map) => refuse(map.span(), "an object cannot be made in a template; send it in `context`"),
        Expr::Slice(slice) => {
            refuse(slice.span(), "parts of a list or a text cannot be cut out; use first or last")
        }
        Expr::Call(call) => {
            refuse(call.span(), "nothing can be called in a template; there are filters instead")
        }
    }
}

fn both(one: &Expr<'_>, other: &Expr<'_>) -> Result<(), At> {
    expression(one)?;
    expression(other)
}

fn operator(kind: BinOpKind, left: &Expr<'_>, right: &Expr<'_>, span: Span) -> Result<(), At> {
    match kind {
        BinOpKind::Concat => {
            refuse(span, "`~` is not available; write the values side by side: {{ a }}{{ b }}")
        }
        BinOpKind::Mul | BinOpKind::Pow => {
            refuse(span, "a template does not multiply; send the result in `context`")
        }
        // With a number on one side it can only be a sum of numbers.
        BinOpKind::Add if !is_number(left) && !is_number(right) => {
            refuse(span, "`+` adds a number as in {{ n + 1 }}; send other sums in `context`")
        }
        _ => Ok(()),
    }
}

fn is_number(value: &Expr<'_>) -> bool {
    matches!(value, Expr::Const(constant) if constant.value.is_number())
}

fn constants(items: &[Expr<'_>], span: Span) -> Result<(), At> {
    if items.iter().all(|item| matches!(item, Expr::Const(_))) {
        return Ok(());
    }
    refuse(span, "a list in a template has constants only: [\"active\", \"frozen\"]")
}

fn argument(given: &CallArg<'_>, span: Span) -> Result<(), At> {
    match given {
        CallArg::Pos(value) | CallArg::Kwarg(_, value) => expression(value),
        CallArg::PosSplat(_) | CallArg::KwargSplat(_) => refuse(span, "`*` is not available in arguments"),
    }
}

fn unknown(what: &str, name: &str, known: &[&str], span: Span) -> Result<(), At> {
    refuse(span, format!("there is no {what} `{name}`; there are {}", known.join(", ")))
}

fn refuse(span: Span, message: impl Into<String>) -> Result<(), At> {
    Err(At::line(span.start_line, Reason::NotAllowed(message.into())))
}
